import type { Cabinet } from '../system/cabinet';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

const NEW_PASSWORD = 'другая фраза из слов';
const SIGNED_OUT = /^401 GET \/api\/v1\/me$/;

test('who forgot the password is told whom to ask, and gets in by the link that an administrator makes', async () => {
  const tenant = await cabinet.tenant();
  const admin = await cabinet.person('admin', tenant);
  const analyst = await cabinet.person('analyst', tenant);
  let link = '';
  await browser.visit({ as: admin }, async (page) => {
    await page.goto(`/t/${tenant}/users`);
    const row = page.getByRole('row').filter({ hasText: analyst.email });
    await row.getByRole('button', { name: 'Новый пароль' }).click();
    const dialog = page.getByRole('dialog', { name: `Новый пароль: ${analyst.name}` });
    await dialog.getByText(analyst.email).waitFor();
    link = await dialog.getByRole('textbox', { name: 'Ссылка для нового пароля' }).inputValue();
    await dialog.getByRole('button', { name: 'Готово' }).click();
    await dialog.waitFor({ state: 'hidden' });
  });
  await browser.visit({ refusals: [SIGNED_OUT] }, async (page) => {
    await page.goto('/login');
    await page.getByText('Попросите администратора кабинета прислать ссылку для нового пароля').waitFor();
    await page.goto(`/new-password${new URL(link).hash}`);
    await page.getByText(`Придумайте новый пароль для ${analyst.email}`).waitFor();
    await page.getByRole('textbox', { name: 'Новый пароль' }).fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Сохранить и войти' }).click();
    await page.getByRole('heading', { name: 'Интеграции' }).waitFor();
  });
  const refusals = [SIGNED_OUT, /^410 POST \/api\/v1\/password-links\/lookup$/];
  await browser.visit({ refusals }, async (page) => {
    await page.goto(`/new-password${new URL(link).hash}`);
    await page.getByText('Ссылка для нового пароля уже использована или просрочена').waitFor();
    await page.goto('/login');
    await page.getByRole('textbox', { name: 'Электронная почта' }).fill(analyst.email);
    await page.getByRole('textbox', { name: 'Пароль' }).fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Войти' }).click();
    await page.getByRole('heading', { name: 'Интеграции' }).waitFor();
  });
});

test('a link that came without its end says so', async () => {
  await browser.visit({}, async (page) => {
    await page.goto('/new-password');
    await page.getByText('Ссылка неполная').waitFor();
  });
});
