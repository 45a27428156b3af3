import { GroupCommit, type GroupCommitOptions } from '../../src/api/hooks/group-commit';

interface Write {
  readonly items: readonly string[];
  succeed(): void;
  fail(): void;
}

/** Writes that end when the test says so. */
function heldWrites(over: Partial<GroupCommitOptions> = {}) {
  const options = { largestGroup: 10, largestBytes: 100, limitMs: 60_000, ...over };
  const writes: Write[] = [];
  const failures: number[] = [];
  const commit = new GroupCommit<string, string>(
    (items) =>
      new Promise((resolve, reject) => {
        writes.push({
          items,
          succeed: () => resolve(items.map((item) => `${item} written`)),
          fail: () => reject(new Error('away')),
        });
      }),
    (_error, items) => failures.push(items),
    options,
  );
  return { writes, failures, commit };
}

test('one alone is written at once, those that come meanwhile share the next write, each with its own result', async () => {
  const { writes, commit } = heldWrites();
  const first = commit.add('a', 1);
  const others = [commit.add('b', 1), commit.add('c', 1)];
  expect(writes.map(({ items }) => items)).toEqual([['a']]);
  writes[0]?.succeed();
  expect(await first).toBe('a written');
  expect(writes.map(({ items }) => items)).toEqual([['a'], ['b', 'c']]);
  writes[1]?.succeed();
  expect(await Promise.all(others)).toEqual(['b written', 'c written']);
});

test('what would be more bytes than may wait is refused at once, and there is room again when others are written', async () => {
  const { writes, commit } = heldWrites();
  const kept = [commit.add('a', 60), commit.add('b', 40)];
  expect(await commit.add('c', 1)).toBeNull();
  writes[0]?.succeed();
  await kept[0];
  const later = commit.add('d', 60);
  expect(await commit.add('e', 1)).toBeNull();
  writes[1]?.succeed();
  await kept[1];
  writes[2]?.succeed();
  expect(await later).toBe('d written');
  expect(writes.flatMap(({ items }) => items)).toEqual(['a', 'b', 'd']);
});

test('no write has more documents than a group may have', async () => {
  const { writes, commit } = heldWrites({ largestGroup: 2 });
  const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((item) => commit.add(item, 1));
  for (const [index, first] of [0, 1, 3, 5].entries()) {
    writes[index]?.succeed();
    await all[first];
  }
  await Promise.all(all);
  expect(writes.map(({ items }) => items)).toEqual([['a'], ['b', 'c'], ['d', 'e'], ['f']]);
});

test('when a write fails, those that waited for it are told at once, and the next delivery is tried again', async () => {
  const { writes, failures, commit } = heldWrites({ largestGroup: 1 });
  const all = ['a', 'b', 'c'].map((item) => commit.add(item, 30));
  writes[0]?.fail();
  expect(await Promise.all(all)).toEqual([null, null, null]);
  expect(failures).toEqual([1]);
  const next = commit.add('d', 100);
  expect(writes.map(({ items }) => items)).toEqual([['a'], ['d']]);
  writes[1]?.succeed();
  expect(await next).toBe('d written');
});

test('a write without an end is given up after its limit, and its bytes are taken until it has ended', async () => {
  const { writes, failures, commit } = heldWrites({ limitMs: 30 });
  expect(await Promise.all([commit.add('a', 60), commit.add('b', 40)])).toEqual([null, null]);
  expect(failures).toEqual([1]);
  expect(writes.map(({ items }) => items)).toEqual([['a']]);
  expect(await commit.add('c', 50)).toBeNull();
  expect(writes).toHaveLength(1);
  writes[0]?.succeed();
  await new Promise(setImmediate);
  const next = commit.add('d', 50);
  writes[1]?.succeed();
  expect(await next).toBe('d written');
});
