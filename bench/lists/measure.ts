import type { Db } from 'mongodb';
import { z } from 'zod';
import type { AskApi } from './api';
import type { ListQuery } from './queries';

export interface Measured {
  /** Milliseconds of the first answer, for which nothing was planned. */
  readonly first: number;
  /** Milliseconds of each answer after it. */
  readonly times: readonly number[];
  /** Rows of the page; null for what has none. */
  readonly rows: number | null;
  /** What MongoDB examined for the rows; null where it was not one query. */
  readonly keys: number | null;
  readonly documents: number | null;
}

const bodySchema = z.looseObject({ items: z.array(z.unknown()).optional(), count: z.int().optional() });
const profiledSchema = z.object({ keysExamined: z.number(), docsExamined: z.number() });

/** Asks for the same again and again, and once more with the database's profiler on. */
export async function measureQuery(
  ask: AskApi,
  db: Db,
  { path }: ListQuery,
  rounds: number,
): Promise<Measured> {
  for (const collection of ['deals', 'leads']) await db.command({ planCacheClear: collection });
  const timed = async () => {
    const startedAt = performance.now();
    const body = await ask(path);
    return { body, milliseconds: performance.now() - startedAt };
  };
  const { body, milliseconds: first } = await timed();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push((await timed()).milliseconds);
  const { items, count } = bodySchema.parse(JSON.parse(body));
  return { first, times, rows: items?.length ?? count ?? null, ...(await profiled(ask, db, path)) };
}

async function profiled(
  ask: AskApi,
  db: Db,
  path: string,
): Promise<{ readonly keys: number | null; readonly documents: number | null }> {
  const profile = db.collection('system.profile');
  await db.command({ profile: 2 });
  await ask(path);
  await db.command({ profile: 0 });
  const list = { ns: { $in: [`${db.databaseName}.deals`, `${db.databaseName}.leads`] }, op: 'query' };
  const [entry] = await profile.find(list).toArray();
  await profile.drop();
  if (entry === undefined) return { keys: null, documents: null };
  const { keysExamined, docsExamined } = profiledSchema.parse(entry);
  return { keys: keysExamined, documents: docsExamined };
}
