import type { Table } from '../../src/api/export/table';
import { xlsxStream } from '../../src/api/export/xlsx';
import { xlsxRowCounter } from '../../web/src/components/xlsx-rows';
import { waitFor } from '../system/wait-for';

async function workbook(rows: number): Promise<Buffer> {
  async function* values() {
    for (let row = 1; row <= rows; row += 1) yield `</row> & "${row}" ${(row * 7_919) % 10_007}`;
  }
  const table: Table<string> = {
    name: 'rows',
    columns: [{ title: '</row>', cell: (value) => ({ kind: 'text', value }) }],
    rows: values(),
    timeZone: 'Europe/Moscow',
    language: 'ru',
  };
  return Buffer.concat(await xlsxStream(table).toArray());
}

/** What is counted after each piece of the file, and in the end: inflaters differ in how much they hold back. */
async function counts(file: Buffer, size: number, least: number): Promise<number[]> {
  const count = xlsxRowCounter();
  const counted: number[] = [];
  for (let at = 0; at < file.length; at += size) counted.push(await count(file.subarray(at, at + size)));
  await waitFor('the inflater to give what it holds', async () => {
    counted.push(await count(new Uint8Array()));
    return (counted.at(-1) ?? 0) >= least;
  });
  return counted;
}

describe('rows of a workbook that is on its way', () => {
  const ROWS = 30_000;
  let file: Buffer;
  beforeAll(async () => {
    file = await workbook(ROWS);
  });

  it.each([997, 16_384])('are counted as they come, in pieces of %i bytes', async (size) => {
    const counted = await counts(file, size, 0.9 * ROWS);
    expect(counted).toEqual([...counted].sort((one, other) => one - other));
    const half = counted[Math.floor(file.length / size / 2)] ?? 0;
    expect(half / ROWS).toBeGreaterThan(0.3);
    expect(half / ROWS).toBeLessThan(0.6);
    expect(counted.at(-1)).toBeLessThanOrEqual(ROWS);
  });

  it('are none in a workbook without rows, wherever it is cut', async () => {
    const empty = await workbook(0);
    expect(new Set(await counts(empty, 1, 0))).toEqual(new Set([0]));
  });

  it('are not made up where what comes cannot be inflated', async () => {
    const count = xlsxRowCounter();
    await count(Buffer.alloc(30).fill(8, 6, 7));
    await waitFor('the count to be refused', () =>
      count(Buffer.alloc(4_096, 0xff)).then(
        () => false,
        () => true,
      ),
    );
  });
});
