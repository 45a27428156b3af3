import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import type { Cabinet } from '../system/cabinet';
import { waitFor } from '../system/wait-for';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
// A clinic that does not answer is asked again until the test has seen what it is to see.
withCabinet(
  (started) => {
    ({ cabinet, browser } = started);
  },
  { retryDelaysMs: Array<number>(60).fill(100) },
);

test('a back-fill shows how far it has come and then what it brought', async () => {
  const tenant = await cabinet.tenant();
  const key = await cabinet.connectClinic(tenant, 600);
  const host = `${tenant}.medods.ru`;
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/${key.integrationId}/runs`);
    await page.getByRole('article').getByText('Успешно').waitFor();
    // Progress is kept once a second, so pages come slower than that; the third does not come at all.
    await cabinet.system.medods.setFaults(
      host,
      { entity: 'appointments', after: 2, effect: { kind: 'neverAnswer' } },
      { entity: 'appointments', effect: { kind: 'slow', milliseconds: 1_200 } },
    );
    await page.getByRole('button', { name: 'Загрузить за период' }).click();
    const dialog = page.getByRole('dialog', { name: 'Загрузить визиты за период' });
    await dialog.getByLabel('Период').click();
    await page.getByRole('button', { name: '30 дней' }).click();
    await dialog.getByRole('button', { name: 'Загрузить', exact: true }).click();

    const backfill = page.getByRole('article').filter({ hasText: 'Загрузка за период' });
    await backfill.getByRole('progressbar', { name: 'Ход загрузки' }).waitFor();
    await backfill.getByText(/из \d+ \(\d+ %\)/).waitFor();
    await cabinet.system.medods.setFaults(host);
    await backfill.getByText('Успешно').waitFor();
    await backfill.getByText(/прочитано: \d+/).waitFor();
  });
});

test('a pull that lacks something and one that is tried again say what is wrong and what happens next', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectClinic(tenant, 30);
  const host = `${tenant}.medods.ru`;
  const { medods } = cabinet.system;
  const [appointment] = await medods.rows(host, 'appointments');
  const [order] = await medods.mutate(host, { op: 'insert', entity: 'orders' });
  const set = { status: 'billed', orderId: order?.id ?? null };
  await medods.mutate(host, { op: 'patch', entity: 'appointments', id: appointment?.id ?? 0, set });
  await medods.setFaults(host, { entity: 'orders', effect: { kind: 'status', status: 403 } });
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    const missing = 'Роль API не видит: заказы.';
    await page.goto(`/t/${tenant}/integrations/medods/runs`);
    await page.getByRole('button', { name: 'Синхронизировать сейчас' }).click();
    await page.getByRole('article').getByText(missing).waitFor();
    await page.goto(`/t/${tenant}/integrations`);
    const card = page.getByRole('article');
    await card.getByText('Загружается не всё').waitFor();
    await card.getByText(missing).waitFor();
    await card.getByRole('button', { name: 'Синхронизировать сейчас' }).waitFor();

    await medods.setFaults(host, { effect: { kind: 'status', status: 500 } });
    await page.goto(`/t/${tenant}/integrations/medods/runs`);
    await page.getByRole('button', { name: 'Синхронизировать сейчас' }).click();
    const waiting = page.getByRole('article').filter({ hasText: 'Ждём до' });
    await waiting.getByText('Система клиники не отвечает').waitFor();
    await waiting.getByRole('button', { name: 'Отменить' }).click();
    await page.getByRole('article').getByText('Отменена').waitFor();
  });
});

test('a replay first says how many events it means, and doubles nothing', async () => {
  const tenant = await cabinet.tenant();
  const { salonId } = await cabinet.connectSalon(tenant);
  await cabinet.profsalon.book(salonId, { count: 3 });
  await cabinet.profsalon.settle(salonId);
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/profsalon/events?outcome=applied`);
    const applied = page.getByRole('row').filter({ hasText: 'Обработано' });
    await applied.nth(2).waitFor();
    await page.getByRole('button', { name: 'Повторить показанные' }).click();
    const dialog = page.getByRole('dialog', { name: 'Повторить показанные' });
    await dialog.getByText('Будут обработаны повторно: 3 события.').waitFor();
    await dialog.getByRole('button', { name: 'Повторить', exact: true }).click();
    await page.getByText('Повторно обрабатываем 3 события').waitFor();

    await page.goto(`/t/${tenant}/integrations/profsalon/events`);
    await page.getByRole('row').filter({ hasText: 'повторная обработка' }).nth(2).waitFor();
    await waitFor('every replay to be read', async () => {
      const pending = await cabinet.system.db
        .collection('inbox')
        .countDocuments({ tenantId: tenant, pending: true });
      return pending === 0;
    });
    await page.goto(`/t/${tenant}/raw/deals`);
    await page.getByText('Найдено строк: 3').waitFor();
  });
});

test('exported leads open as a file in which a name that looks like a formula is text and a phone a phone', async () => {
  const tenant = await cabinet.tenant();
  const { salonId } = await cabinet.connectSalon(tenant);
  const client = { id: 1, name: '=2+3', phone: '79990001122', email: '' };
  await cabinet.profsalon.book(salonId, { set: { client, isOnline: true } });
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/profsalon/events`);
    await page.getByRole('row').filter({ hasText: 'Обработано' }).waitFor();
    await page.goto(`/t/${tenant}/raw/leads`);
    await page.getByRole('row').filter({ hasText: '=2+3' }).waitFor();

    const csv = (await exported(page, 'Файл CSV')).toString('utf8');
    expect(csv).toContain(`;'=2+3;+79990001122;`);
    const files = unzipSync(await exported(page, 'Файл Excel (XLSX)'));
    const sheets = Object.entries(files).filter(([name]) => name.endsWith('.xml'));
    const text = sheets.map(([, bytes]) => strFromU8(bytes)).join('\n');
    expect(text).toContain('=2+3');
    expect(text).not.toMatch(/<f[ >]/);
  });
});

async function exported(page: Page, format: string): Promise<Buffer> {
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Выгрузить' }).click();
  await page.getByRole('menuitem', { name: format }).click();
  return readFile(await (await started).path());
}

test('of two tabs that edit the same settings, the second is told and chooses which stay', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectSalon(tenant);
  const admin = await cabinet.person('admin', tenant);
  const refusals = [/^409 PUT .*\/integrations\/profsalon$/];
  await browser.visit({ as: admin, refusals }, async (first) => {
    const second = await first.context().newPage();
    const codes = (page: Page) => page.getByRole('textbox', { name: 'Коды источника онлайн-записи' });
    const save = (page: Page) => page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    for (const page of [first, second]) {
      await page.goto(`/t/${tenant}/integrations/profsalon/settings`);
      await codes(page).fill(page === first ? '101' : '102');
    }
    // The second tab learns of it by its own save, and not sooner from what it reads every few seconds.
    const refused = second.waitForResponse((response) => response.request().method() === 'PUT');
    await second.route(/\/integrations\/profsalon$/, async (route) => {
      if (route.request().method() === 'GET') await refused;
      await route.continue();
    });
    await save(first);
    await first.getByText('Всё сохранено').waitFor();
    await save(second);
    expect((await refused).status()).toBe(409);
    const notice = second.getByRole('alert').filter({ hasText: 'настройки сохранил кто-то другой' });
    await notice.getByRole('button', { name: 'Оставить мой' }).click();
    await second.getByText('Всё сохранено').waitFor();
    await first.reload();
    await codes(first).waitFor();
    expect(await codes(first).inputValue()).toBe('102');
  });
});
