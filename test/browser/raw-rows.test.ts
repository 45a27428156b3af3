import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { Decimal128 } from 'mongodb';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import type { IntegrationKey } from '../../src/domain/names';
import type { DealDocument } from '../../src/storage/deals';
import { contactOf, dealOf } from '../api/records';
import type { Cabinet } from '../system/cabinet';
import { waitFor } from '../system/wait-for';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

const dealRow = (page: Page, name: string) =>
  page.getByRole('table', { name: 'Сделки' }).getByRole('row').filter({ hasText: name });

test('a phone typed in any form finds its row, and what is filtered and which columns are shown outlive a reload', async () => {
  const key = { tenantId: await cabinet.tenant(), integrationId: 'medods' };
  const vera = contactOf(key, '1', { name: 'Вера Примерова', phones: ['+79990000021'] });
  const anna = contactOf(key, '2', { name: 'Анна Образцова', phones: ['+79990000034'] });
  const { storage } = cabinet.system;
  await storage.contacts.upsert([vera, anna]);
  await storage.deals.write([
    { expectedVersion: null, deal: dealOf(key, '1', { stageStatus: 'success' }, vera) },
    { expectedVersion: null, deal: dealOf(key, '2', {}, anna) },
  ]);
  const analyst = await cabinet.person('analyst', key.tenantId);
  await browser.visit({ as: analyst }, async (page) => {
    await page.goto(`/t/${key.tenantId}/raw/deals`);
    const [hers, other] = [dealRow(page, 'Вера Примерова'), dealRow(page, 'Анна Образцова')];
    await hers.waitFor();
    await other.waitFor();
    const search = page.getByRole('searchbox', { name: 'Телефон, имя или номер' });
    // Between two forms of one phone the other one is looked for, so that each finds its row anew.
    for (const typed of ['8 (999) 000-00-21', '+7 999 000 00 21', '79990000021', '0021']) {
      await search.fill(typed);
      await other.waitFor({ state: 'detached' });
      await hers.waitFor();
      await search.fill('8-999-000-00-34');
      await hers.waitFor({ state: 'detached' });
      await other.waitFor();
    }
    await search.fill('');
    await hers.waitFor();

    await page.getByRole('button', { name: 'Фильтры' }).click();
    await page.getByRole('combobox', { name: 'Статус', exact: true }).click();
    await page.getByRole('option', { name: 'Успех' }).click();
    await other.waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('state')).toBe('success');

    const header = (name: string) => page.getByRole('columnheader', { name, exact: true });
    const column = (name: string) => page.getByRole('checkbox', { name, exact: true });
    await page.getByRole('button', { name: 'Колонки' }).click();
    await column('Статус').check();
    await column('Ответственный').uncheck();
    await header('Статус').waitFor();
    await header('Ответственный').waitFor({ state: 'detached' });

    await page.reload();
    await hers.getByRole('cell', { name: 'Успех', exact: true }).waitFor();
    expect(await other.count()).toBe(0);
    expect(await header('Ответственный').count()).toBe(0);
    await page.getByRole('button', { name: 'Фильтры: 1' }).waitFor();
    await page.getByRole('button', { name: 'Сбросить фильтры' }).click();
    await other.waitFor();
    expect(new URL(page.url()).search).toBe('');
  });
});

test('pages of a long list come as it is scrolled, of which only the rows in sight are drawn', async () => {
  const DEALS = 350;
  const key: IntegrationKey = { tenantId: await cabinet.tenant(), integrationId: 'medods' };
  await cabinet.system.db.collection<DealDocument>('deals').insertMany(
    Array.from({ length: DEALS }, (_, index) =>
      // Newest first: the last one of the list is the first one here.
      dealOf(key, String(index), { name: `Сделка ${index}-я`, createdAt: new Date(2026, 0, 1, 0, index) }),
    ),
  );
  const analyst = await cabinet.person('analyst', key.tenantId);
  await browser.visit({ as: analyst }, async (page) => {
    let pages = 0;
    page.on('response', (response) => {
      if (/\/deals\?.*limit=/.test(response.url())) pages += 1;
    });
    await page.goto(`/t/${key.tenantId}/raw/deals`);
    await dealRow(page, `Сделка ${DEALS - 1}-я`).waitFor();
    const atFirst = pages;
    const table = page.getByRole('region', { name: 'Сделки' });
    const last = dealRow(page, 'Сделка 0-я');
    expect(await last.count()).toBe(0);
    await waitFor('the last row to be scrolled to', async () => {
      await table.hover();
      await page.mouse.wheel(0, 4_000);
      return (await last.count()) === 1;
    });
    expect(pages).toBeGreaterThan(atFirst);
    expect(await page.getByRole('table', { name: 'Сделки' }).getByRole('row').count()).toBeLessThan(80);
    expect(await dealRow(page, `Сделка ${DEALS - 1}-я`).count()).toBe(0);
  });
});

test('the drawer of a deal tells each change of it, what was and what is', async () => {
  const tenant = await cabinet.tenant();
  const { salonId } = await cabinet.connectSalon(tenant);
  const [booking] = await cabinet.profsalon.book(salonId, { set: { status: 'new', sum: 1_000 } });
  if (booking === undefined) throw new Error('the salon booked nothing');
  await cabinet.profsalon.change(salonId, booking.id, { sum: 1_500 });
  await cabinet.profsalon.change(salonId, booking.id, { status: 'confirmed' });
  await cabinet.profsalon.settle(salonId);
  await waitFor('three states of the booking', async () => {
    const stored = await cabinet.system.db.collection('observations').countDocuments({ tenantId: tenant });
    return stored === 3;
  });
  const analyst = await cabinet.person('analyst', tenant);
  await browser.visit({ as: analyst }, async (page) => {
    await page.goto(`/t/${tenant}/raw/deals`);
    await page
      .getByRole('button', { name: /^Открыть:/ })
      .first()
      .click();
    const drawer = page.getByRole('dialog', { name: 'Сделка' });
    await drawer.getByText(/Сумма: 1\s000.* → 1\s500/).waitFor();
    await drawer.getByText(/Этап: Новая запись → Подтверждена/).waitFor();
    await drawer
      .getByRole('link', { name: /с событием Webhook/ })
      .nth(2)
      .waitFor();
  });
});

/** Read as a spreadsheet reads it, by a parser of XML: each cell of each row with its type, text and value. */
const READ_SHEET = `(xml) => {
  const sheet = new DOMParser().parseFromString(xml, 'application/xml');
  return [...sheet.getElementsByTagName('row')].map((row) => [...row.getElementsByTagName('c')].map((cell) => ({
    type: cell.getAttribute('t') ?? 'n',
    said: cell.textContent,
    formulas: cell.getElementsByTagName('f').length,
  })));
}`;
const sheetSchema = z.array(z.array(z.object({ type: z.string(), said: z.string(), formulas: z.number() })));

test('exported deals open as a workbook in which amounts are numbers and a name that looks like a formula is text', async () => {
  const key = { tenantId: await cabinet.tenant(), integrationId: 'medods' };
  const contact = contactOf(key, '1', { name: '=cmd()', phones: ['+79990000055'] });
  const amount = Decimal128.fromString('1500.50');
  const deal = dealOf(key, '1', { name: '=2+3', amount }, contact);
  await cabinet.system.storage.contacts.upsert([contact]);
  await cabinet.system.storage.deals.write([{ expectedVersion: null, deal }]);
  const analyst = await cabinet.person('analyst', key.tenantId);
  await browser.visit({ as: analyst }, async (page) => {
    await page.goto(`/t/${key.tenantId}/raw/deals`);
    await dealRow(page, '=2+3').waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Выгрузить' }).click();
    await page.getByRole('menuitem', { name: 'Файл Excel (XLSX)' }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
    const { 'xl/worksheets/sheet1.xml': sheet } = unzipSync(await readFile(await file.path()));
    const xml = strFromU8(sheet ?? new Uint8Array());
    const [header = [], row = [], ...rest] = sheetSchema.parse(
      await page.evaluate(`(${READ_SHEET})(${JSON.stringify(xml)})`),
    );
    expect(rest).toEqual([]);
    const cell = (title: string) => row[header.findIndex(({ said }) => said === title)];
    expect(cell('Сумма')).toEqual({ type: 'n', said: '1500.50', formulas: 0 });
    for (const said of ['=2+3', '=cmd()', '+79990000055']) {
      expect(row).toContainEqual({ type: 'inlineStr', said, formulas: 0 });
    }
  });
});
