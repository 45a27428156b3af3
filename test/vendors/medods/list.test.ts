import fc from 'fast-check';
import {
  type ListPosition,
  type ListStep,
  listStart,
  PAGE_SIZE,
  readList,
} from '../../../src/vendors/medods/list';
import { idOf } from '../../../src/vendors/medods/medods-api';
import type { VendorPage } from '../../../src/vendors/medods/schemas';

/** What happens at the vendor just before it answers one request. */
interface Event {
  readonly request: number;
  readonly kind: 'insert' | 'remove';
  /** Where in the list, as a share of its length. */
  readonly at: number;
  readonly count: number;
}

interface Behaviour {
  readonly rows: number;
  readonly events: readonly Event[];
  /** The most rows a page has, whatever was asked for. */
  readonly pageLimit: number;
  readonly repeated: readonly number[];
  readonly total: (rows: number, request: number) => number;
}

class PlayedList {
  private rows: { id: number }[];
  private nextId: number;
  private requests = 0;
  private lastPage: unknown[] = [];
  readonly removed = new Set<string>();

  constructor(private readonly behaviour: Behaviour) {
    this.rows = Array.from({ length: behaviour.rows }, (_, index) => ({ id: index + 1 }));
    this.nextId = behaviour.rows + 1;
  }

  readonly page = async (offset: number): Promise<VendorPage> => {
    this.requests += 1;
    for (const event of this.behaviour.events) if (event.request === this.requests) this.happen(event);
    const { pageLimit, repeated, total } = this.behaviour;
    const data = repeated.includes(this.requests)
      ? this.lastPage
      : this.rows.slice(offset, offset + Math.min(PAGE_SIZE, pageLimit));
    this.lastPage = data;
    return { data, totalItems: Math.max(0, total(this.rows.length, this.requests)) };
  };

  stayed(): string[] {
    return this.rows.map(({ id }) => String(id)).filter((id) => Number(id) <= this.behaviour.rows);
  }

  private happen({ kind, at, count }: Event): void {
    const index = Math.floor(at * this.rows.length);
    if (kind === 'remove') this.rows.splice(index, count);
    else {
      const added = Array.from({ length: count }, () => ({ id: this.nextId++ }));
      this.rows.splice(index, 0, ...added);
    }
  }
}

async function readAll(list: PlayedList, start: ListPosition = listStart): Promise<Set<string>> {
  const read = new Set<string>();
  for await (const { rows } of readList('appointments', list.page, idOf, start)) {
    for (const row of rows) read.add(idOf(row) ?? '');
  }
  return read;
}

const honest = (rows: number) => rows;
const still: Behaviour = { rows: 0, events: [], pageLimit: PAGE_SIZE, repeated: [], total: honest };
const event: fc.Arbitrary<Event> = fc.record({
  request: fc.integer({ min: 1, max: 12 }),
  kind: fc.constantFrom('insert', 'remove'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  count: fc.integer({ min: 1, max: 130 }),
});
const sizes = fc.integer({ min: 0, max: 650 });

test('whatever comes and goes between pages, a row that stays in the list is read', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.array(event, { maxLength: 3 }), async (rows, events) => {
      const list = new PlayedList({ ...still, rows, events });
      const read = await readAll(list);
      expect(list.stayed().filter((id) => !read.has(id))).toEqual([]);
    }),
    { numRuns: 800 },
  );
});

test('rows that keep coming at the front are not taken for one page that repeats', async () => {
  const list = new PlayedList({
    ...still,
    rows: 534,
    events: [
      { request: 2, kind: 'insert', at: 0, count: 62 },
      { request: 8, kind: 'insert', at: 0, count: 1 },
      { request: 9, kind: 'insert', at: 0, count: 100 },
    ],
  });
  const read = await readAll(list);
  expect(list.stayed().filter((id) => !read.has(id))).toEqual([]);
});

test('as many rows removed before as added behind the page being read hide nothing', async () => {
  const list = new PlayedList({
    ...still,
    rows: 250,
    events: [
      { request: 2, kind: 'remove', at: 0, count: 5 },
      { request: 2, kind: 'insert', at: 1, count: 5 },
    ],
  });
  const read = await readAll(list);
  expect(list.stayed().filter((id) => !read.has(id))).toEqual([]);
});

test('pages shorter than asked for and pages that come twice lose nothing', async () => {
  const repeated = fc.array(fc.integer({ min: 2, max: 15 }), { maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(
      sizes,
      fc.integer({ min: 2, max: PAGE_SIZE }),
      repeated,
      async (rows, pageLimit, again) => {
        const list = new PlayedList({
          ...still,
          rows: Math.min(rows, pageLimit * 20),
          pageLimit,
          repeated: again,
        });
        const read = await readAll(list);
        expect(list.stayed().filter((id) => !read.has(id))).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test('a total that is too large, shrinks, or is that of the page alone loses nothing', async () => {
  const totals = fc.constantFrom<Behaviour['total']>(
    (rows) => rows + 7,
    (rows, request) => rows - request,
    (rows) => rows * 2,
    () => 0,
    () => PAGE_SIZE,
    (_, request) => (request % 2 === 0 ? 3 : 100_000),
  );
  await fc.assert(
    fc.asyncProperty(sizes, totals, async (rows, total) => {
      const list = new PlayedList({ ...still, rows, total });
      expect([...(await readAll(list))].sort()).toEqual(list.stayed().sort());
    }),
    { numRuns: 300 },
  );
});

test('a reading that is stopped anywhere goes on from its position and misses nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      sizes,
      fc.integer({ min: 1, max: 7 }),
      fc.array(event, { maxLength: 2 }),
      async (rows, steps, events) => {
        const list = new PlayedList({ ...still, rows, events });
        const read = new Set<string>();
        let position: ListPosition = listStart;
        let taken = 0;
        for await (const step of readList('appointments', list.page, idOf, listStart)) {
          take(step);
          taken += 1;
          if (taken === steps) break;
        }
        const stored: ListPosition = JSON.parse(JSON.stringify(position));
        for await (const step of readList('appointments', list.page, idOf, stored)) take(step);
        expect(list.stayed().filter((id) => !read.has(id))).toEqual([]);

        function take(step: ListStep): void {
          for (const row of step.rows) read.add(idOf(row) ?? '');
          position = step.position;
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('a quiet list costs one request a page, and a resumed one at most two more', async () => {
  let requests = 0;
  const list = new PlayedList({ ...still, rows: 250 });
  const page = (offset: number) => {
    requests += 1;
    return list.page(offset);
  };
  let position: ListPosition = listStart;
  for await (const step of readList('appointments', page, idOf, listStart)) {
    position = step.position;
    if (requests === 2) break;
  }
  for await (const step of readList('appointments', page, idOf, position)) position = step.position;
  expect(position.ended).toBe(true);
  expect(requests).toBeLessThanOrEqual(5);
  requests = 0;
  for await (const _ of readList('appointments', page, idOf, listStart));
  expect(requests).toBe(3);
});

test('a position beyond the end of the list reads it from its beginning', async () => {
  const list = new PlayedList({ ...still, rows: 30 });
  const read = await readAll(list, { ...listStart, offset: 900, lastId: '900', distinct: 900 });
  expect(read.size).toBe(30);
});

test('a vendor that keeps sending the same page is an error, not an endless pull', async () => {
  const list = new PlayedList({ ...still, rows: 500, repeated: [2, 3, 4, 5, 6, 7, 8] });
  await expect(readAll(list)).rejects.toMatchObject({ code: 'vendor_pages_repeat' });
});

test('a list that never stands still is an error, not half a list', async () => {
  const events = Array.from(
    { length: 60 },
    (_, index): Event => ({
      request: index + 1,
      kind: 'remove',
      at: 0,
      count: 1,
    }),
  );
  const list = new PlayedList({ ...still, rows: 600, events });
  await expect(readAll(list)).rejects.toMatchObject({ code: 'vendor_list_unstable' });
});

test('a list without an end is an error', async () => {
  let id = 0;
  const page = async (): Promise<VendorPage> => ({
    data: Array.from({ length: PAGE_SIZE }, (_, index) => ({ id: index === 0 ? id : ++id })),
    totalItems: 9_999_999,
  });
  const read = async () => {
    for await (const _ of readList('appointments', page, idOf, listStart));
  };
  await expect(read()).rejects.toMatchObject({ code: 'vendor_list_too_long' });
});
