import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Decimal128 } from 'mongodb';
import type { Page } from 'playwright-core';
import type { IntegrationKey } from '../../src/domain/names';
import type { DealDocument } from '../../src/storage/deals';
import { contactOf, dealOf, leadOf } from '../api/records';
import type { Cabinet } from '../system/cabinet';
import { axeSource, graveFindings } from './axe';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

const PHONE = { width: 360, height: 740 };

async function tenantKey(): Promise<IntegrationKey> {
  return { tenantId: await cabinet.tenant(), integrationId: 'medods' };
}

test('a lead and a deal open from their address though no row of the page is theirs', async () => {
  const key = await tenantKey();
  const contact = contactOf(key, '10', { name: 'Вера Примерова', phones: ['+79990000017'] });
  const deal = dealOf(key, '1', { leadId: leadOf(key, '1')._id }, contact);
  const lead = leadOf(key, '1', {}, contact);
  const { storage } = cabinet.system;
  await storage.contacts.upsert([contact]);
  await storage.deals.write([{ expectedVersion: null, deal }]);
  await storage.leads.upsert([lead]);
  const analyst = await cabinet.person('analyst', key.tenantId);
  await browser.visit({ as: analyst, size: PHONE }, async (page) => {
    const raw = `/t/${key.tenantId}/raw`;
    await page.goto(`${raw}/leads?to=2001-01-01&open=${lead._id}`);
    const opened = page.getByRole('dialog', { name: 'Вера Примерова' });
    await opened.getByText('+79990000017').waitFor();
    await opened.getByText(/Поэтому взят/).waitFor();
    await page.getByText('Ничего не нашлось').waitFor();

    await opened.getByRole('link', { name: 'Открыть сделку' }).click();
    await page.waitForURL(`**/raw/deals?open=${deal._id}`);
    await page.goto(`${raw}/deals?to=2001-01-01&open=${deal._id}`);
    const ofDeal = page.getByRole('dialog', { name: 'Сделка' });
    await ofDeal.getByText(deal.name, { exact: true }).waitFor();
    await ofDeal.getByRole('link', { name: 'Открыть обращение' }).click();
    await page.waitForURL(`**/raw/leads?open=${lead._id}`);
    await opened.getByText('+79990000017').waitFor();
  });
});

test('on a phone a name with nothing beside it has the whole line', async () => {
  const key = await tenantKey();
  const name = 'Запись № 1900400 от 05.12.2026';
  const deals = [
    dealOf(key, '3', { name, amount: null }),
    dealOf(key, '4', { name, amount: Decimal128.fromString('1250000') }),
  ];
  await cabinet.system.storage.deals.write(deals.map((deal) => ({ expectedVersion: null, deal })));
  const analyst = await cabinet.person('analyst', key.tenantId);
  await browser.visit({ as: analyst, size: PHONE }, async (page) => {
    await page.goto(`/t/${key.tenantId}/raw/deals`);
    const rows = page.getByRole('table', { name: 'Сделки' }).getByRole('row').filter({ hasText: name });
    const paid = rows.filter({ hasText: '₽' });
    await paid.waitFor();
    const widthOf = async (row: typeof rows) =>
      (await row.getByRole('cell', { name, exact: true }).boundingBox())?.width ?? 0;
    const free = rows.filter({ hasNotText: '₽' });
    // The widest beside it is a moment, of a hundred pixels and more.
    expect(await widthOf(free)).toBeGreaterThan((await widthOf(paid)) + 100);
  });
});

test('on a phone a row is a card that fits, with what matters most of it, and opens', async () => {
  const key = await tenantKey();
  const contact = contactOf(key, '11', { name: 'Вера Образцова', phones: ['+79990000018'] });
  const deal = dealOf(key, '2', { name: 'Запись № 2' }, contact);
  const { storage } = cabinet.system;
  await storage.contacts.upsert([contact]);
  await storage.deals.write([{ expectedVersion: null, deal }]);
  const analyst = await cabinet.person('analyst', key.tenantId);
  await browser.visit({ as: analyst, size: PHONE }, async (page) => {
    await page.goto(`/t/${key.tenantId}/raw/deals`);
    const row = page.getByRole('table', { name: 'Сделки' }).getByRole('row').filter({ hasText: deal.name });
    for (const value of [deal.name, 'Вера Образцова', '+79990000018']) {
      const box = await row.getByRole('cell', { name: value, exact: true }).boundingBox();
      expect(box).not.toBeNull();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(PHONE.width);
    }
    expect(await page.getByRole('button', { name: 'Колонки' }).count()).toBe(0);
    await row.getByText('Вера Образцова').click();
    await page.getByRole('dialog', { name: 'Сделка' }).getByText(deal.name, { exact: true }).waitFor();
    await page.keyboard.press('Escape');

    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Колонки' }).waitFor();
    await page.getByRole('columnheader', { name: 'Ответственный' }).waitFor();
    await row.getByRole('cell', { name: '—', exact: true }).first().waitFor();
  });
});

test.each([
  ['leads', 'Такого обращения нет'],
  ['deals', 'Такой сделки нет'],
])(
  'an address of %s that are not there says so, and leads to the whole list by keyboard',
  async (list, said) => {
    const key = await tenantKey();
    await cabinet.system.storage.leads.upsert([leadOf(key, '1')]);
    await cabinet.system.storage.deals.write([{ expectedVersion: null, deal: dealOf(key, '1') }]);
    const analyst = await cabinet.person('analyst', key.tenantId);
    const refusals = [/^404 GET .*\/(leads|deals)\/gone$/];
    await browser.visit({ as: analyst, refusals, size: PHONE, script: axeSource }, async (page) => {
      await page.goto(`/t/${key.tenantId}/raw/${list}?to=2001-01-01&open=gone`);
      const dialog = page.getByRole('dialog');
      await dialog.getByText(said).waitFor();
      expect(await graveFindings(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
      expect(await graveFindings(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Показать весь список' }).press('Enter');
      await dialog.waitFor({ state: 'detached' });
      await page.getByText('Найдено строк: 1').waitFor();
      expect(new URL(page.url()).search).toBe('');
    });
  },
);

describe('with 8,000 deals', () => {
  const DEALS = 8_000;
  /** At this pace a file takes long enough to be looked at while it comes. */
  const BYTES_PER_SECOND = 250_000;
  let tenant: string;

  beforeAll(async () => {
    const key = await tenantKey();
    tenant = key.tenantId;
    await cabinet.system.db.collection<DealDocument>('deals').insertMany(
      Array.from({ length: DEALS }, (_, index) =>
        // Names that no compression shortens, so that the file is large.
        dealOf(key, String(index), { name: randomBytes(60).toString('hex') }),
      ),
      { ordered: false, writeConcern: { w: 1 } },
    );
  });

  const exportsTold = () =>
    cabinet.system.db.collection('audit').countDocuments({ tenantId: tenant, action: 'deals.exported' });

  /** How fast answers come to a page; -1 is as fast as they can. */
  async function paceOf(page: Page): Promise<(bytesPerSecond: number) => Promise<void>> {
    const session = await page.context().newCDPSession(page);
    return async (downloadThroughput) => {
      await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 0,
        downloadThroughput,
        uploadThroughput: -1,
      });
    };
  }

  async function startExport(page: Page, format: string): Promise<void> {
    await page.getByRole('button', { name: 'Выгрузить' }).click();
    await page.getByRole('menuitem', { name: format }).click();
  }

  test.each(['Файл CSV', 'Файл Excel (XLSX)'])(
    'the export «%s» shows its rows and its part of all while it comes, can be cancelled, and is saved when whole',
    async (format) => {
      const before = await exportsTold();
      const analyst = await cabinet.person('analyst', tenant);
      await browser.visit({ as: analyst, size: PHONE }, async (page) => {
        const downloads: string[] = [];
        page.on('download', (download) => downloads.push(download.suggestedFilename()));
        await page.goto(`/t/${tenant}/raw/deals`);
        await page.getByText(/Найдено строк: 8\s000/).waitFor();
        const come = await paceOf(page);
        await come(BYTES_PER_SECOND);
        await startExport(page, format);
        const region = page.getByRole('region', { name: 'Выгрузить' });
        await region.getByText(/Строк: [1-9][\d\s]* из 8\s000 \([1-9]\d?\s%\)/).waitFor();
        const bar = region.getByRole('progressbar');
        expect(Number(await bar.getAttribute('aria-valuenow'))).toBeLessThan(100);
        await region.getByRole('button', { name: 'Отмена' }).press('Enter');
        await region.waitFor({ state: 'detached' });
        expect(downloads).toEqual([]);

        await come(-1);
        const saved = page.waitForEvent('download');
        await startExport(page, format);
        const file = await readFile(await (await saved).path());
        expect(file.length).toBeGreaterThan(DEALS * 60);
        await region.waitFor({ state: 'detached' });
      });
      expect(await exportsTold()).toBe(before + 2);
    },
  );
});
