import { type Collection, type Db, type IndexDescription, MongoServerError } from 'mongodb';
import type { CollectionIndexes } from './index-definition';
import { allIndexes } from './storage';

/**
 * Grows with each change of stored documents that older code cannot read, and with each index that a
 * promise rests on, such as that an e-mail is of one user.
 */
export const SCHEMA_VERSION = 3;

interface SchemaDocument {
  readonly _id: 'schema';
  readonly version: number;
}

/** IndexOptionsConflict and IndexKeySpecsConflict. */
const CHANGED_INDEX_CODES: ReadonlySet<unknown> = new Set([85, 86]);

/**
 * Creates missing indexes, changed ones anew, drops those that are read no more, and records the version. May
 * be run at any time, again and again.
 */
export async function migrate(db: Db): Promise<void> {
  for (const { collection, indexes, retired } of allIndexes) {
    await createIndexes(db.collection(collection), indexes);
    await dropIndexes(db.collection(collection), retired ?? []);
  }
  await db
    .collection<SchemaDocument>('meta')
    .updateOne({ _id: 'schema' }, { $max: { version: SCHEMA_VERSION } }, { upsert: true });
}

/** An index cannot be changed: the one of the same name goes, and lists that it served are slow until the new one is there. */
async function createIndexes(collection: Collection, indexes: CollectionIndexes['indexes']): Promise<void> {
  try {
    await collection.createIndexes([...indexes]);
  } catch (error) {
    if (!(error instanceof MongoServerError && CHANGED_INDEX_CODES.has(error.code))) throw error;
    const wanted = new Map(indexes.map((index) => [index.name, definitionOf(index)]));
    for (const { name, ...existing } of await collection.indexes()) {
      const definition = wanted.get(name ?? '');
      if (name === undefined || definition === undefined || definition === definitionOf(existing)) continue;
      await collection.dropIndex(name);
    }
    await collection.createIndexes([...indexes]);
  }
}

async function dropIndexes(collection: Collection, retired: readonly string[]): Promise<void> {
  if (retired.length === 0) return;
  const existing = new Set((await collection.indexes()).map(({ name }) => name));
  for (const name of retired.filter((one) => existing.has(one))) await collection.dropIndex(name);
}

/** What makes an index another one, as text. */
function definitionOf({
  key,
  unique,
  partialFilterExpression,
  expireAfterSeconds,
}: IndexDescription): string {
  return JSON.stringify([key, unique ?? false, partialFilterExpression ?? null, expireAfterSeconds ?? null]);
}

/** The database is older than the program; the message says what to run. */
export class SchemaOutdatedError extends Error {
  override readonly name = 'SchemaOutdatedError';

  constructor(found: number) {
    super(
      `The database has schema version ${found}, this program needs ${SCHEMA_VERSION}. Run "npm run migrate" and start again.`,
    );
  }
}

/**
 * Refuses to work on a database that `npm run migrate` has not prepared.
 *
 * @throws SchemaOutdatedError
 */
export async function requireSchema(db: Db): Promise<void> {
  const schema = await db.collection<SchemaDocument>('meta').findOne({ _id: 'schema' });
  const found = schema?.version ?? 0;
  if (found < SCHEMA_VERSION) throw new SchemaOutdatedError(found);
}
