import type { Storage } from '../../storage/storage';

const PAGE = 1_000;

/** Names of what leads and deals refer to, by id, for people to read. */
export interface Names {
  readonly sites: ReadonlyMap<string, string>;
  readonly campaigns: ReadonlyMap<string, string>;
  readonly sources: ReadonlyMap<string, string>;
  readonly funnels: ReadonlyMap<string, string>;
  readonly stages: ReadonlyMap<string, string>;
}

type Reader<T> = (after: string | null, limit: number) => Promise<T[]>;

async function readAll<T>(read: Reader<T>, idOf: (item: T) => string): Promise<T[]> {
  const all: T[] = [];
  for (let after: string | null = null; ; ) {
    const page: T[] = await read(after, PAGE);
    all.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return all;
    after = idOf(last);
  }
}

async function namesOf(
  read: Reader<{ readonly id: string; readonly name: string }>,
): Promise<Map<string, string>> {
  const entries = await readAll(read, ({ id }) => id);
  return new Map(entries.map(({ id, name }) => [id, name]));
}

export async function loadNames({ pickLists, funnels }: Storage, tenantId: string): Promise<Names> {
  const found = await readAll(
    (after, limit) => funnels.list(tenantId, {}, after, limit),
    ({ _id }) => _id,
  );
  return {
    sites: await namesOf((after, limit) => pickLists.sites.list(tenantId, after, limit)),
    campaigns: await namesOf((after, limit) => pickLists.campaigns.list(tenantId, after, limit)),
    sources: await namesOf((after, limit) => pickLists.sources.list(tenantId, after, limit)),
    funnels: new Map(found.map(({ _id, name }) => [_id, name])),
    stages: new Map(found.flatMap(({ stages }) => stages.map(({ id, name }) => [id, name] as const))),
  };
}

/** The name, or the id where the name is not known. */
export function named(names: ReadonlyMap<string, string>, id: string | null | undefined): string | null {
  return id === null || id === undefined ? null : (names.get(id) ?? id);
}
