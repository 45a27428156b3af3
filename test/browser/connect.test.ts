import type { Locator, Page } from 'playwright-core';
import type { Cabinet } from '../system/cabinet';
import { IDENTITY, SECRET_KEY } from '../system/clinic';
import { waitFor } from '../system/wait-for';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

/** Before the first save there is nothing to be had. */
const NOT_THERE_YET = /^404 GET .*\/integrations\/(medods|profsalon)$/;
/** More than the longest page has things that take the keyboard. */
const MOST_STOPS = 80;
const SIGNED_OUT = /^401 GET \/api\/v1\/me$/;

const article = (page: Page, title: string) =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name: title }) });

/** The control itself has no size; people press its label, and so does the keyboard. */
const flip = (page: Page, name: string) => page.getByRole('switch', { name }).press('Space');

async function typeCredentials(page: Page, host: string, secretKey: string): Promise<void> {
  await page.getByRole('textbox', { name: 'UID' }).fill(`https://${host}/`);
  await page.getByRole('textbox', { name: 'Identity' }).fill(IDENTITY);
  await page.getByRole('textbox', { name: 'SecretKey' }).fill(secretKey);
}

test('a new user connects a clinic, from signing in to the first lead and why it has its campaign', async () => {
  const tenant = await cabinet.tenant();
  const host = await cabinet.clinic(tenant, 40);
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ refusals: [SIGNED_OUT, NOT_THERE_YET] }, async (page) => {
    await page.goto('/');
    await page.getByRole('textbox', { name: 'Электронная почта' }).fill(admin.email);
    await page.getByRole('textbox', { name: 'Пароль' }).fill(admin.password);
    await page.getByRole('button', { name: 'Войти' }).click();
    await article(page, 'Medods').getByRole('link', { name: 'Подключить' }).click();

    await typeCredentials(page, host, SECRET_KEY);
    await flip(page, 'Передавать заявки');
    await page.getByRole('button', { name: 'Добавить кампанию' }).click();
    const dialog = page.getByRole('dialog', { name: 'Добавить кампанию' });
    await dialog.getByRole('textbox', { name: 'Название' }).fill('Яндекс Директ');
    await dialog.getByRole('button', { name: 'Добавить' }).click();
    // The keyboard comes back to where it was, and would take the next key with it.
    await page.getByRole('button', { name: 'Добавить кампанию' }).and(page.locator(':focus')).waitFor();
    await flip(page, 'Передавать сделки');
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.getByText('Сохранено. Теперь нажмите «Активен»').waitFor();
    await flip(page, 'Активен');
    await page.getByText('Данные загружаются каждую ночь и по кнопке.').waitFor();

    await page.getByRole('link', { name: 'Загрузки' }).click();
    await page.getByRole('article').getByText('Успешно').waitFor();
    await page.getByRole('link', { name: 'Обращения и цели' }).click();
    await page
      .getByRole('button', { name: /^Открыть:/ })
      .first()
      .click();
    await page
      .getByRole('dialog')
      .getByText('взята кампания по умолчанию из настроек интеграции: «Яндекс Директ»')
      .waitFor();
  });
});

test('what is not filled in, the secret too, is told beside each field until it is filled in', async () => {
  const tenant = await cabinet.tenant();
  const admin = await cabinet.person('admin', tenant);
  const refusals = [NOT_THERE_YET, /^400 PUT .*\/medods$/, /^422 POST .*\/activate$/];
  await browser.visit({ as: admin, refusals }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/medods/settings`);
    const wrong = (name: string) =>
      page
        .getByRole('textbox', { name, description: 'Заполните это поле' })
        .and(page.locator('[aria-invalid="true"]'));
    await flip(page, 'Активен');
    for (const name of ['UID', 'Identity', 'SecretKey']) await wrong(name).waitFor();
    await page.getByText('Включим, как только вы заполните отмеченное').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByRole('textbox', { name: 'UID' }).fill('https://new.medods.ru/');
    await wrong('UID').waitFor({ state: 'detached' });
    await wrong('Identity').waitFor();
    await page.getByRole('textbox', { name: 'Identity' }).fill(IDENTITY);

    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await wrong('SecretKey').and(page.locator(':focus')).waitFor();
    await page.getByRole('textbox', { name: 'SecretKey' }).fill(SECRET_KEY);
    await wrong('SecretKey').waitFor({ state: 'detached' });
  });
});

test('who mistypes the secret is told so and what to press, and connects with the right one', async () => {
  const tenant = await cabinet.tenant();
  const host = await cabinet.clinic(tenant, 5);
  const admin = await cabinet.person('admin', tenant);
  const refusals = [NOT_THERE_YET, /^422 POST .*\/activate$/];
  await browser.visit({ as: admin, refusals }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/medods/settings`);
    await typeCredentials(page, host, SECRET_KEY.replace('0', '1'));
    await flip(page, 'Передавать сделки');
    await flip(page, 'Активен');
    const alert = page.getByRole('alert').filter({ hasText: 'Система не приняла Identity и SecretKey.' });
    await alert.getByText('выпустите новые ключи доступа, сохраните и нажмите «Активен»').waitFor();

    await page.getByRole('textbox', { name: 'SecretKey' }).fill(SECRET_KEY);
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.getByText('Всё сохранено').waitFor();
    await flip(page, 'Активен');
    await page.getByText('Данные загружаются каждую ночь и по кнопке.').waitFor();
  });
});

test('who connects a salon sees a test booking and then a real one arrive without a reload', async () => {
  const tenant = await cabinet.tenant();
  const { salonId, salonLogin, token } = await cabinet.salon();
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin, refusals: [NOT_THERE_YET] }, async (page) => {
    await page.goto(`/t/${tenant}/integrations`);
    await article(page, 'ПрофСалон').getByRole('link', { name: 'Подключить' }).click();
    await page.getByRole('textbox', { name: 'Токен' }).fill(token);
    await page.getByRole('textbox', { name: 'ID салона' }).fill(String(salonId));
    await page
      .getByRole('textbox', { name: 'Логин салона' })
      .fill(`https://profsalon.org/CRM/${salonLogin}/`);
    await flip(page, 'Передача сделок');
    await flip(page, 'Активен');
    await page.getByText('События принимаются и сразу обрабатываются.').waitFor();
    const webhookUrl = await page.getByRole('textbox', { name: 'Webhook url' }).inputValue();

    await page.getByRole('button', { name: 'Отправить тестовое событие' }).click();
    await page.getByText('Событие дошло и прочитано').waitFor();
    await page.getByRole('navigation', { name: 'Разделы интеграции' }).getByText('События').click();
    await page.getByRole('row').filter({ hasText: 'тестовое, в отчёты не попадает' }).waitFor();

    await cabinet.profsalon.changeSalon(salonId, { webhookUrl });
    const [booking] = await cabinet.profsalon.book(salonId);
    const row = page.getByRole('row').filter({ hasText: String(booking?.id) });
    await row.getByText('Обработано').waitFor();
  });
});

test('the switch from campaign to source swaps the lists, and the choice is still there after a reload', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectSalon(tenant);
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    const choose = async (list: string, option: string) => {
      await page.getByRole('combobox', { name: list }).click();
      await page.getByRole('option', { name: option }).click();
    };
    await page.goto(`/t/${tenant}/integrations/profsalon/settings`);
    await page.getByText('Рекламная кампания', { exact: true }).first().click();
    await page.getByRole('combobox', { name: 'Источник' }).waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: 'Сайт' }).waitFor({ state: 'detached' });
    await choose('Рекламная кампания', 'Поиск Яндекса');
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.getByText('Всё сохранено').waitFor();

    await page.getByRole('radiogroup').getByText('Источник').click();
    await page.getByRole('combobox', { name: 'Рекламная кампания' }).waitFor({ state: 'detached' });
    await choose('Источник', 'Прямые заходы');
    await choose('Сайт', 'clinic.example');
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.getByText('Всё сохранено').waitFor();
    await page.reload();
    const source = page.getByRole('combobox', { name: 'Источник' });
    await waitFor('the source to be shown', async () => (await source.inputValue()) === 'Прямые заходы');
  });
});

test('signing in and saving settings need no mouse', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectSalon(tenant);
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ refusals: [SIGNED_OUT] }, async (page) => {
    const { keyboard } = page;
    const focused = page.locator(':focus');
    const tabTo = async (wanted: Locator) => {
      for (let presses = 0; presses < MOST_STOPS; presses += 1) {
        if ((await wanted.and(focused).count()) > 0) return;
        await keyboard.press('Tab');
      }
      throw new Error(`Tab does not reach ${wanted}`);
    };
    await page.goto(`/t/${tenant}/integrations/profsalon/settings`);
    await page.getByRole('heading', { name: 'Вход' }).waitFor();
    await keyboard.type(admin.email);
    await keyboard.press('Tab');
    await keyboard.type(admin.password);
    await keyboard.press('Enter');

    await page.getByRole('heading', { name: 'ПрофСалон', level: 1 }).waitFor();
    const deals = page.getByRole('switch', { name: 'Передача сделок' });
    await deals.waitFor({ state: 'attached' });
    await tabTo(deals);
    await keyboard.press('Space');
    await tabTo(page.getByRole('button', { name: 'Сохранить', exact: true }));
    await keyboard.press('Enter');
    await page.getByText('Всё сохранено').waitFor();
    await page.reload();
    await deals.waitFor({ state: 'attached' });
    expect(await deals.isChecked()).toBe(false);
  });
});
