import type { DealDocument } from '../../src/storage/deals';
import { dealOf } from '../api/records';
import type { Cabinet } from '../system/cabinet';
import type { TestBrowser } from './browser';
import { seenInTime } from './seen-in-time';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

test('a booking shows up among the leads that somebody is looking at, and in the numbers, without a reload', async () => {
  const tenant = await cabinet.tenant();
  const { salonId } = await cabinet.connectSalon(tenant);
  const analyst = await cabinet.person('analyst', tenant);
  const client = { id: 1, name: 'Вера Примерова', phone: '79990000031', email: '' };
  await browser.visit({ as: analyst }, async (page) => {
    await page.clock.install();
    await page.goto(`/t/${tenant}/raw/leads`);
    await page.getByText('Обращений пока нет').waitFor();
    await cabinet.profsalon.book(salonId, { set: { client, isOnline: true } });
    const booking = page.getByRole('row').filter({ hasText: '+79990000031' });
    await seenInTime(page, 'the booking', booking);
    await page.getByText('Найдено строк: 1', { exact: true }).waitFor();

    await page.getByRole('link', { name: 'Сводка' }).click();
    await page.getByRole('link', { name: 'Обращения: 1', exact: true }).waitFor();
    await cabinet.profsalon.book(salonId, { set: { client, isOnline: true } });
    const both = page.getByRole('link', { name: 'Обращения: 2', exact: true });
    await seenInTime(page, 'both leads in the numbers', both);
    await both.click();
    await page.getByText('Найдено строк: 2', { exact: true }).waitFor();
  });
});

test('new rows do not move the row that somebody has scrolled to', async () => {
  const key = { tenantId: await cabinet.tenant(), integrationId: 'medods' };
  const deals = cabinet.system.db.collection<DealDocument>('deals');
  const day = Date.UTC(2026, 2, 14);
  const deal = (number: number) =>
    dealOf(key, String(number), {
      name: `Визит ${number}`,
      createdAt: new Date(day + number * 60_000),
    });
  await deals.insertMany(Array.from({ length: 90 }, (_, index) => deal(index + 1)));
  const analyst = await cabinet.person('analyst', key.tenantId);
  await browser.visit({ as: analyst }, async (page) => {
    await page.clock.install();
    await page.goto(`/t/${key.tenantId}/raw/deals`);
    const frame = page.getByRole('region', { name: 'Сделки' });
    const row = (name: string) =>
      page.getByRole('row').filter({ has: page.getByRole('cell', { name, exact: true }) });
    await row('Визит 90').waitFor();
    await frame.hover();
    await page.mouse.wheel(0, 1_000);
    await row('Визит 60').waitFor();
    const before = await row('Визит 60').boundingBox();
    await deals.insertMany([deal(91), deal(92), deal(93)]);
    await seenInTime(page, 'the new rows', page.getByText('Найдено строк: 93', { exact: true }));
    expect(await row('Визит 60').boundingBox()).toEqual(before);
    await page.mouse.wheel(0, -10_000);
    await row('Визит 93').waitFor();
  });
});
