import type { Locator } from 'playwright-core';
import type { Cabinet } from '../system/cabinet';
import type { TestBrowser } from './browser';
import { seenInTime } from './seen-in-time';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

const OTHER_SECRET = 'f'.repeat(64);

/** What a warning offers to press. */
const offers = (warning: Locator) => warning.getByRole('button').or(warning.getByRole('link'));

test('a card learns of trouble without a reload, says what it is and the one thing to press, and that helps', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectClinic(tenant, 3);
  const host = `${tenant}.medods.ru`;
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    await page.clock.install();
    await page.goto(`/t/${tenant}/integrations`);
    const card = page
      .getByRole('article')
      .filter({ has: page.getByRole('heading', { name: 'Medods', exact: true }) });
    const warning = card.getByRole('alert');
    await card.getByText('Работает').waitFor();
    expect(await warning.count()).toBe(0);

    // Nothing has come for longer than a night and a day.
    await cabinet.system.db
      .collection('integrations')
      .updateOne(
        { tenantId: tenant },
        { $set: { 'health.lastSuccessAt': new Date(Date.now() - 72 * 3_600_000) } },
      );
    await seenInTime(page, 'the card to be late', card.getByText('Опаздывает'));
    expect(await offers(warning).count()).toBe(1);
    await warning.getByRole('button', { name: 'Синхронизировать сейчас' }).click();
    await seenInTime(page, 'the card to be well again', card.getByText('Работает'));
    await warning.waitFor({ state: 'detached' });

    // The clinic has issued other keys.
    await cabinet.system.medods.changeClinic(host, { secretKey: OTHER_SECRET });
    await cabinet.api.call('POST', `/tenants/${tenant}/integrations/medods/sync`);
    await seenInTime(page, 'the card to have stopped', card.getByText('Остановлена'));
    await warning.getByText('Система не приняла Identity и SecretKey.').waitFor();
    expect(await offers(warning).count()).toBe(1);
    await warning.getByRole('link', { name: 'Открыть настройки' }).click();
    await page.getByRole('textbox', { name: 'SecretKey' }).fill(OTHER_SECRET);
    await page.getByRole('switch', { name: 'Активен' }).press('Space');
    await page.getByText('Данные загружаются каждую ночь и по кнопке.').waitFor();
  });
});
