import { Decimal128 } from 'mongodb';
import type { Page } from 'playwright-core';
import { employeeId } from '../../src/storage/employees';
import { stageId } from '../../src/storage/funnels';
import { dealOf, funnel, leadOf } from '../api/records';
import type { Cabinet } from '../system/cabinet';
import { waitFor } from '../system/wait-for';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

const DAY = '2026-03-01';

/** A tenant of whose rows of {@link DAY} no two parts are equally many. */
async function tenantWithRows(): Promise<string> {
  const tenantId = await cabinet.tenant();
  const clinic = { tenantId, integrationId: 'medods' };
  const branch = { tenantId, integrationId: 'medods-2' };
  const { storage } = cabinet.system;
  await storage.funnels.upsert(clinic, {
    key: funnel,
    name: 'Воронка',
    stages: [
      { key: 'serviced', name: 'Принят', order: 1, status: 'in_process' },
      { key: 'paid', name: 'Оплачен', order: 2, status: 'success' },
      { key: 'refused', name: 'Отказался', order: 3, status: 'failed' },
    ],
  });
  await storage.employees.upsert([
    { _id: employeeId(clinic, '42'), ...clinic, externalId: '42', name: 'Пётр Образцов' },
  ]);
  const paid = { stageId: stageId(clinic, funnel, 'paid'), stageStatus: 'success' } as const;
  const responsible = { employeeId: employeeId(clinic, '42') };
  const deals = [
    dealOf(clinic, '1', { ...paid, ...responsible, amount: Decimal128.fromString('12345678901234567.89') }),
    dealOf(clinic, '2', { ...paid, ...responsible, amount: Decimal128.fromString('0.10') }),
    dealOf(clinic, '3', { ...responsible, amount: Decimal128.fromString('20.00') }),
    dealOf(clinic, '4', { ...responsible, amount: Decimal128.fromString('300.00') }),
    dealOf(branch, '5', {
      ...responsible,
      funnelId: dealOf(clinic, '1').funnelId,
      stageId: stageId(clinic, funnel, 'serviced'),
    }),
    dealOf(clinic, '6', { employeeId: null, amount: Decimal128.fromString('4000.00') }),
    dealOf(clinic, '7', { ...responsible, createdAt: new Date('2026-03-05T10:00:00Z') }),
  ];
  await storage.deals.write(deals.map((deal) => ({ expectedVersion: null, deal })));
  await storage.leads.upsert([leadOf(clinic, '1'), leadOf(clinic, '2'), leadOf(branch, '5')]);
  return tenantId;
}

/** What the rows of the page come to: how many they are, and their amount in kopecks. */
async function rowsOf(page: Page): Promise<{ count: number; amount: bigint }> {
  const [found, none] = [page.getByText(/^Найдено строк: \d/), page.getByText('Проверьте период и фильтры.')];
  await found.or(none).waitFor();
  if (await none.isVisible()) return { count: 0, amount: 0n };
  const count = Number(((await found.textContent()) ?? '').replace(/\D/g, ''));
  const amounts = await page.getByRole('cell', { name: /₽$/ }).allTextContents();
  return { count, amount: amounts.reduce((sum, amount) => sum + kopecksIn(amount), 0n) };
}

function kopecksIn(roubles: string): bigint {
  const [whole = '', part = ''] = roubles.replace(/[^\d,]/g, '').split(',');
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
}

test('each count and each amount of the dashboard opens the rows that make it', async () => {
  const tenant = await tenantWithRows();
  const analyst = await cabinet.person('analyst', tenant);
  await browser.visit({ as: analyst }, async (page) => {
    await page.goto(`/t/${tenant}/dashboard?from=${DAY}&to=${DAY}`);
    const numbers = page.getByRole('main').getByRole('link', { name: /: [\d\s,]+₽?$/u });
    await page.getByRole('link', { name: 'Сумма успешных, Пётр Образцов' }).waitFor();
    const links = await numbers.count();
    expect(links).toBeGreaterThan(20);
    for (let place = 0; place < links; place += 1) {
      const link = numbers.nth(place);
      const name = await link.getAttribute('aria-label');
      const number = (await link.textContent()) ?? '';
      await link.click();
      await page.waitForURL(/\/raw\/(leads|deals)\?/);
      const { count, amount } = await rowsOf(page);
      if (number.endsWith('₽')) expect([name, amount]).toEqual([name, kopecksIn(number)]);
      else expect([name, count]).toEqual([name, Number(number)]);
      await page.goBack();
      await numbers.nth(links - 1).waitFor();
    }
  });
});

/** Where on the chart most of a colour is, below the legend. */
const middleOf = (color: readonly [number, number, number]) => `
  (() => {
    const canvas = document.querySelector('[role="img"] canvas');
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    const scale = width / canvas.clientWidth;
    const found = [];
    for (let y = Math.round(36 * scale); y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const at = 4 * (y * width + x);
        if (${JSON.stringify(color)}.every((value, place) => data[at + place] === value)) found.push({ x, y });
      }
    }
    const mean = (of) => found.reduce((sum, point) => sum + of(point), 0) / found.length / scale;
    return found.length === 0 ? null : { x: mean(({ x }) => x), y: mean(({ y }) => y) };
  })()
`;

test.each([
  ['the bar of leads', [87, 188, 170], 'leads', 3],
  ['the bar of deals', [76, 110, 245], 'deals', 6],
  ['the point of won deals', [232, 89, 12], 'deals', 2],
] as const)('on the chart %s of a day opens its rows', async (_part, color, list, rows) => {
  const tenant = await tenantWithRows();
  const analyst = await cabinet.person('analyst', tenant);
  await browser.visit({ as: analyst }, async (page) => {
    await page.goto(`/t/${tenant}/dashboard?from=${DAY}&to=${DAY}`);
    const canvas = page.getByRole('img', { name: /по дням/ }).locator('canvas');
    await canvas.scrollIntoViewIfNeeded();
    const position = await waitFor('the chart to be drawn', () =>
      page.evaluate<{ x: number; y: number } | null>(middleOf(color)),
    );
    await canvas.click({ position });
    await page.waitForURL(`**/raw/${list}?**`);
    await page.getByText(`Найдено строк: ${rows}`, { exact: true }).waitFor();
  });
});

/** Names in a table that do not have the room they take. */
const CUT_OFF = `[...document.querySelectorAll('tbody th *')]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
  .map(({ textContent }) => textContent)`;

test('on a phone the longest name of a stage is shown whole', async () => {
  const clinic = { tenantId: await cabinet.tenant(), integrationId: 'medods' };
  const { storage } = cabinet.system;
  const name = 'Подтверждена администратором клиники';
  const stages = [{ key: 'serviced', name, order: 1, status: 'in_process' }] as const;
  await storage.funnels.upsert(clinic, { key: funnel, name: 'Воронка', stages });
  const deal = dealOf(clinic, '1', { stageId: stageId(clinic, funnel, 'serviced') });
  await storage.deals.write([{ expectedVersion: null, deal }]);
  const admin = await cabinet.person('admin', clinic.tenantId);
  await browser.visit({ as: admin, size: { width: 360, height: 740 } }, async (page) => {
    await page.goto(`/t/${clinic.tenantId}/dashboard?from=${DAY}&to=${DAY}`);
    await page.getByRole('rowheader', { name }).waitFor();
    expect(await page.evaluate<string[]>(CUT_OFF)).toEqual([]);
  });
});
