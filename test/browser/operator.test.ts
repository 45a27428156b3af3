import type { Cabinet } from '../system/cabinet';
import { IDENTITY } from '../system/clinic';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

const SIGNED_OUT = /^401 GET \/api\/v1\//;

test('an operator makes a tenant, gives it components, and a key that works and is shown once', async () => {
  const operator = await cabinet.person('operator');
  await browser.visit({ as: operator }, async (page) => {
    await page.goto('/operator/tenants');
    await page.getByRole('button', { name: 'Создать кабинет' }).click();
    const form = page.getByRole('dialog', { name: 'Создать кабинет' });
    await form.getByLabel('Название', { exact: true }).fill('Клиника «Новая»');
    await form.getByRole('checkbox', { name: 'Сквозная аналитика' }).check();
    await form.getByRole('button', { name: 'Создать кабинет' }).click();

    const drawer = page.getByRole('dialog', { name: 'Клиника «Новая»' });
    const uploads = drawer.getByRole('checkbox', { name: /Загрузка оффлайн-заявок/ });
    const analytics = drawer.getByRole('checkbox', { name: 'Сквозная аналитика' });
    await analytics.waitFor();
    expect([await analytics.isChecked(), await uploads.isChecked()]).toEqual([true, false]);
    for (const box of [uploads, analytics]) {
      const kept = page.waitForResponse((response) => response.request().method() === 'PUT');
      await box.click();
      expect((await kept).status()).toBe(200);
    }
    await page.reload();
    await uploads.and(page.locator(':checked')).waitFor();
    expect(await analytics.isChecked()).toBe(false);

    await drawer.getByRole('textbox', { name: 'Название нового ключа' }).fill('выгрузка');
    await drawer.getByRole('button', { name: 'Создать ключ' }).click();
    const shown = drawer.getByRole('textbox', { name: 'Ключ', exact: true });
    const key = await shown.inputValue();
    const tenant = new URL(page.url()).searchParams.get('open');
    const asked = await fetch(`${cabinet.api.origin}/api/v1/tenants/${tenant}/leads`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(asked.status).toBe(200);
    await page.reload();
    await drawer.getByRole('row').filter({ hasText: 'выгрузка' }).waitFor();
    expect(await shown.count()).toBe(0);
    expect(await page.content()).not.toContain(key);
  });
});

test('an operator sees at a glance how all integrations are, and what to do about those that fail', async () => {
  const [well, failing] = [await cabinet.tenant(), await cabinet.tenant()];
  await cabinet.connectSalon(well);
  const host = await cabinet.clinic(failing, 1);
  const clinic = `/tenants/${failing}/integrations/medods`;
  const settings = {
    uid: `https://${host}/`,
    identity: IDENTITY,
    secretKey: 'f'.repeat(64),
    deals: { enabled: true },
  };
  await cabinet.api.call('PUT', clinic, { settings });
  await expect(cabinet.api.call('POST', `${clinic}/activate`)).rejects.toThrow('credentials_rejected');
  const operator = await cabinet.person('operator');
  await browser.visit({ as: operator }, async (page) => {
    await page.goto('/operator/health');
    const conditions = page.getByRole('group', { name: 'Состояние' });
    await conditions.getByRole('link', { name: /Все.*2/ }).waitFor();
    const row = (vendor: string) => page.getByRole('row').filter({ hasText: vendor });
    await row('ПрофСалон').waitFor();
    await conditions.getByRole('link', { name: /С ошибкой.*1/ }).click();
    await row('ПрофСалон').waitFor({ state: 'detached' });
    await row('Medods').getByText('Система не приняла Identity и SecretKey.').waitFor();
    await row('Medods').getByText('выпустите новые ключи доступа').waitFor();
    await row('Medods').getByRole('link', { name: 'Клиника «Пример»' }).click();
    await page.waitForURL(`**/t/${failing}/integrations/medods/settings`);
  });
});

test('who is invited gets in by the link in a browser of their own, and out at once when access is closed', async () => {
  const tenant = await cabinet.tenant();
  const admin = await cabinet.person('admin', tenant);
  const email = 'vera@example.test';
  await browser.visit({ as: admin }, async (page) => {
    await page.goto(`/t/${tenant}/users`);
    await page.getByRole('button', { name: 'Пригласить' }).click();
    const dialog = page.getByRole('dialog', { name: 'Пригласить' });
    await dialog.getByRole('textbox', { name: 'Электронная почта' }).fill(email);
    await dialog.getByRole('radio', { name: 'Аналитик' }).check();
    await dialog.getByRole('button', { name: 'Получить ссылку' }).click();
    const link = await dialog.getByRole('textbox', { name: 'Ссылка-приглашение' }).inputValue();
    await dialog.getByRole('button', { name: 'Готово' }).click();
    await page.getByRole('table', { name: 'Ждут ответа' }).getByText(email).waitFor();

    await browser.visit({ refusals: [SIGNED_OUT] }, async (theirs) => {
      await theirs.goto(link);
      await theirs.getByRole('textbox', { name: 'Как вас зовут' }).fill('Вера Примерова');
      await theirs.getByRole('textbox', { name: 'Придумайте пароль' }).fill('лошадь батарея скрепка');
      await theirs.getByRole('button', { name: 'Войти в кабинет' }).click();
      await theirs.getByRole('heading', { name: 'Интеграции', level: 1 }).waitFor();
      await theirs.getByRole('button', { name: 'Вера Примерова Аналитик' }).waitFor();

      await page.reload();
      const user = page.getByRole('row').filter({ hasText: email });
      await user.getByText('Вера Примерова').waitFor();
      await user.getByRole('button', { name: 'Закрыть доступ' }).click();
      const question = page.getByRole('dialog', { name: 'Закрыть доступ' });
      await question.getByRole('button', { name: 'Закрыть доступ' }).click();
      await user.getByText('доступ закрыт').waitFor();
      await theirs.reload();
      await theirs.getByRole('heading', { name: 'Вход' }).waitFor();
    });
  });
});
