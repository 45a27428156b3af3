import { GroupCommit, type GroupCommitOptions } from '../../src/api/hooks/group-commit';

interface Write {
  readonly items: readonly string[];
  succeed(): void;
  fail(): void;
}

/** Writes that end when the test says so. */
function heldWrites(over: Partial<GroupCommitOptions> = {}) {
  const options = { largestGroup: 10, groupBytes: 100, largestBytes: 100, limitMs: 60_000, ...over };
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

const groups = (writes: readonly Write[]) => writes.map(({ items }) => items.join(''));

const turn = () => new Promise(setImmediate);

/** Ends one write after the other; `lasts` are the places of the last items of each, so that the next has begun. */
async function succeedInOrder(
  writes: readonly Write[],
  all: readonly Promise<unknown>[],
  lasts: readonly number[],
): Promise<void> {
  await turn();
  for (const [index, last] of lasts.entries()) {
    writes[index]?.succeed();
    await all[last];
  }
  await Promise.all(all);
}

test('what arrives in one turn is written together, a second write begins when as many wait as the first has, and each learns its own result', async () => {
  const { writes, commit } = heldWrites();
  const add = (items: string) => [...items].map((item) => commit.add(item, 1));
  const first = add('ab');
  expect(groups(writes)).toEqual([]);
  await turn();
  expect(groups(writes)).toEqual(['ab']);
  const second = add('c');
  await turn();
  expect(groups(writes)).toEqual(['ab']);
  second.push(...add('de'));
  await turn();
  expect(groups(writes)).toEqual(['ab', 'cde']);
  const third = add('fghi');
  await turn();
  expect(groups(writes)).toEqual(['ab', 'cde']);
  writes[1]?.succeed();
  expect(await Promise.all(second)).toEqual(['c written', 'd written', 'e written']);
  expect(groups(writes)).toEqual(['ab', 'cde', 'fghi']);
  writes[0]?.succeed();
  expect(await Promise.all(first)).toEqual(['a written', 'b written']);
  const fourth = add('j');
  await turn();
  expect(groups(writes)).toEqual(['ab', 'cde', 'fghi']);
  writes[2]?.succeed();
  expect(await third[3]).toBe('i written');
  expect(groups(writes)).toEqual(['ab', 'cde', 'fghi', 'j']);
  writes[3]?.succeed();
  expect(await Promise.all(fourth)).toEqual(['j written']);
});

test('what would be more bytes than may wait is refused at once, and there is room again when others are written', async () => {
  const { writes, commit } = heldWrites();
  const first = commit.add('a', 60);
  await turn();
  const second = commit.add('b', 40);
  await turn();
  expect(await commit.add('c', 1)).toBeNull();
  writes[0]?.succeed();
  expect(await first).toBe('a written');
  const third = commit.add('d', 60);
  expect(await commit.add('e', 1)).toBeNull();
  await turn();
  for (const write of writes) write.succeed();
  expect(await Promise.all([second, third])).toEqual(['b written', 'd written']);
  expect(groups(writes)).toEqual(['a', 'b', 'd']);
});

test('no write has more documents than a group may have', async () => {
  const { writes, commit } = heldWrites({ largestGroup: 2 });
  const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((item) => commit.add(item, 1));
  await succeedInOrder(writes, all, [1, 3, 5, 6]);
  expect(groups(writes)).toEqual(['ab', 'cd', 'ef', 'g']);
});

test('no write has more bytes than a group may have, but for one that has more alone', async () => {
  const { writes, commit } = heldWrites({ groupBytes: 10 });
  const all = [4, 4, 5, 5, 1, 30].map((bytes, index) => commit.add('abcdef'.charAt(index), bytes));
  await succeedInOrder(writes, all, [1, 3, 4, 5]);
  expect(groups(writes)).toEqual(['ab', 'cd', 'e', 'f']);
});

test('when a write fails, those that waited are told at once, another in flight is not, and the next is tried again', async () => {
  const { writes, failures, commit } = heldWrites();
  const first = commit.add('a', 30);
  await turn();
  const second = commit.add('b', 30);
  await turn();
  const others = [commit.add('c', 30), commit.add('d', 1)];
  await turn();
  others.push(commit.add('e', 1));
  expect(groups(writes)).toEqual(['a', 'b']);
  writes[0]?.fail();
  expect(await Promise.all([first, ...others])).toEqual([null, null, null, null]);
  expect(failures).toEqual([1]);
  const next = commit.add('f', 70);
  await turn();
  writes[1]?.succeed();
  expect(await second).toBe('b written');
  writes[2]?.succeed();
  expect(await next).toBe('f written');
  expect(groups(writes)).toEqual(['a', 'b', 'f']);
});

test('a write without an end is given up after its limit, and its bytes are taken until it has ended', async () => {
  const { writes, failures, commit } = heldWrites({ limitMs: 30, largestGroup: 1 });
  expect(await Promise.all([commit.add('a', 60), commit.add('b', 40)])).toEqual([null, null]);
  expect(failures).toEqual([1, 1]);
  expect(await commit.add('c', 50)).toBeNull();
  expect(groups(writes)).toEqual(['a', 'b']);
  writes[0]?.succeed();
  await turn();
  const next = commit.add('d', 50);
  await turn();
  writes[2]?.succeed();
  expect(await next).toBe('d written');
});
