import type { Page } from 'playwright-core';
import type { Cabinet } from '../system/cabinet';
import { IDENTITY, SECRET_KEY } from '../system/clinic';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

/** Before the first save there is nothing to be had, and an empty form is refused. */
const REFUSALS = [/^404 GET .*\/integrations\/medods$/, /^400 PUT .*\/medods$/];

const active = (page: Page) => page.getByRole('switch', { name: 'Активен' });
const save = (page: Page) => page.getByRole('button', { name: 'Сохранить', exact: true }).click();

async function fillIn(page: Page, host: string, secretKey: string): Promise<void> {
  await page.getByRole('textbox', { name: 'UID' }).fill(`https://${host}/`);
  await page.getByRole('textbox', { name: 'Identity' }).fill(IDENTITY);
  await page.getByRole('textbox', { name: 'SecretKey' }).fill(secretKey);
  await page.getByRole('switch', { name: 'Передавать сделки' }).press('Space');
}

test('who presses «Активен» first is shown what is missing, and saving switches on', async () => {
  const tenant = await cabinet.tenant();
  const host = await cabinet.clinic(tenant, 5);
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin, refusals: REFUSALS }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/medods/settings`);
    await active(page).press('Space');
    for (const name of ['UID', 'Identity', 'SecretKey']) {
      await page.getByRole('textbox', { name, description: 'Заполните это поле' }).waitFor();
    }
    await page.getByText('Включим, как только вы заполните отмеченное и нажмёте «Сохранить»').waitFor();
    expect(await active(page).isChecked()).toBe(true);

    await fillIn(page, host, SECRET_KEY);
    await save(page);
    await page.getByText('Настройки сохранены, интеграция включена').waitFor();
    await page.getByText('Данные загружаются каждую ночь и по кнопке.').waitFor();
    expect(await active(page).isChecked()).toBe(true);
  });
});

test('keys that the vendor refuses are told of after the save that was to switch on', async () => {
  const tenant = await cabinet.tenant();
  const host = await cabinet.clinic(tenant, 5);
  const admin = await cabinet.person('admin', tenant);
  const refusals = [...REFUSALS, /^422 POST .*\/activate$/];
  await browser.visit({ as: admin, refusals }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/medods/settings`);
    await active(page).press('Space');
    await page.getByText('Включим, как только вы заполните отмеченное').waitFor();
    await fillIn(page, host, SECRET_KEY.replace('0', '1'));
    await save(page);
    await page
      .getByRole('alert')
      .filter({ hasText: 'Система не приняла Identity и SecretKey.' })
      .first()
      .waitFor();
    await page.getByText('Всё сохранено').waitFor();
    expect(await active(page).isChecked()).toBe(false);
  });
});

test('who thinks better of it saves without switching on', async () => {
  const tenant = await cabinet.tenant();
  const host = await cabinet.clinic(tenant, 5);
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin, refusals: REFUSALS }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/medods/settings`);
    await active(page).press('Space');
    await page.getByText('Включим, как только вы заполните отмеченное').waitFor();
    await active(page).press('Space');
    await page.getByText('Заполните доступ и нажмите').waitFor();
    await fillIn(page, host, SECRET_KEY);
    await save(page);
    await page.getByText('Сохранено. Теперь нажмите «Активен»').waitFor();
    expect(await active(page).isChecked()).toBe(false);
  });
});
