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

test('one alone is written at once, a second write begins when as many wait as the first has, and each learns its own result', async () => {
  const { writes, commit } = heldWrites();
  const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((item) => commit.add(item, 1));
  expect(groups(writes)).toEqual(['a', 'b']);
  writes[1]?.succeed();
  expect(await all[1]).toBe('b written');
  expect(groups(writes)).toEqual(['a', 'b', 'cdefg']);
  writes[0]?.succeed();
  await all[0];
  const later = ['h', 'i', 'j', 'k'].map((item) => commit.add(item, 1));
  expect(groups(writes)).toEqual(['a', 'b', 'cdefg']);
  later.push(commit.add('l', 1), commit.add('m', 1));
  expect(groups(writes)).toEqual(['a', 'b', 'cdefg', 'hijkl']);
  writes[2]?.succeed();
  expect(await Promise.all(all)).toEqual(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((item) => `${item} written`),
  );
  expect(groups(writes)).toEqual(['a', 'b', 'cdefg', 'hijkl']);
  writes[3]?.succeed();
  await later[4];
  expect(groups(writes)).toEqual(['a', 'b', 'cdefg', 'hijkl', 'm']);
  writes[4]?.succeed();
  expect(await later[5]).toBe('m written');
});

test('what would be more bytes than may wait is refused at once, and there is room again when others are written', async () => {
  const { writes, commit } = heldWrites();
  const kept = [commit.add('a', 60), commit.add('b', 40)];
  expect(await commit.add('c', 1)).toBeNull();
  writes[0]?.succeed();
  await kept[0];
  const later = commit.add('d', 60);
  expect(await commit.add('e', 1)).toBeNull();
  for (const write of writes) write.succeed();
  expect(await Promise.all([...kept, later])).toEqual(['a written', 'b written', 'd written']);
  expect(groups(writes)).toEqual(['a', 'b', 'd']);
});

test('no write has more documents than a group may have', async () => {
  const { writes, commit } = heldWrites({ largestGroup: 2 });
  const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((item) => commit.add(item, 1));
  for (const [index, last] of [0, 1, 3, 5, 6].entries()) {
    writes[index]?.succeed();
    await all[last];
  }
  await Promise.all(all);
  expect(writes.map(({ items }) => items)).toEqual([['a'], ['b'], ['c', 'd'], ['e', 'f'], ['g']]);
});

test('no write has more bytes than a group may have, but for one that has more alone', async () => {
  const { writes, commit } = heldWrites({ groupBytes: 10 });
  const all = [4, 4, 5, 5, 1, 30].map((bytes, index) => commit.add('abcdef'.charAt(index), bytes));
  for (const [index, last] of [0, 1, 3, 4, 5].entries()) {
    writes[index]?.succeed();
    await all[last];
  }
  await Promise.all(all);
  expect(groups(writes)).toEqual(['a', 'b', 'cd', 'e', 'f']);
});

test('when a write fails, those that waited are told at once, another in flight is not, and the next is tried again', async () => {
  const { writes, failures, commit } = heldWrites();
  const [first, second, third] = ['a', 'b', 'c'].map((item) => commit.add(item, 30));
  const other = [commit.add('d', 1), commit.add('e', 1)];
  expect(groups(writes)).toEqual(['a', 'b']);
  writes[0]?.fail();
  expect(await Promise.all([first, third, ...other])).toEqual([null, null, null, null]);
  expect(failures).toEqual([1]);
  const next = commit.add('f', 70);
  writes[1]?.succeed();
  expect(await second).toBe('b written');
  writes[2]?.succeed();
  expect(await next).toBe('f written');
  expect(groups(writes)).toEqual(['a', 'b', 'f']);
});

test('a write without an end is given up after its limit, and its bytes are taken until it has ended', async () => {
  const { writes, failures, commit } = heldWrites({ limitMs: 30 });
  expect(await Promise.all([commit.add('a', 60), commit.add('b', 40)])).toEqual([null, null]);
  expect(failures).toEqual([1, 1]);
  expect(await commit.add('c', 50)).toBeNull();
  expect(groups(writes)).toEqual(['a', 'b']);
  writes[0]?.succeed();
  await new Promise(setImmediate);
  const next = commit.add('d', 50);
  writes[2]?.succeed();
  expect(await next).toBe('d written');
});
