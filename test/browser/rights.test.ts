import type { Page } from 'playwright-core';
import type { Cabinet } from '../system/cabinet';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

/** The status with which the API answers what the page itself sends, cookie and origin with it. */
async function answered(page: Page, method: string, path: string): Promise<unknown> {
  return page.evaluate(`fetch('/api/v1${path}', { method: '${method}' }).then(({ status }) => status)`);
}

test('an analyst sees everything, finds nothing to change, and is refused by the API too', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectSalon(tenant);
  const analyst = await cabinet.person('analyst', tenant);
  const own = `/tenants/${tenant}`;
  const refusals = [/^403 (GET|POST|PUT|DELETE) /];
  await browser.visit({ as: analyst, refusals }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/profsalon/settings`);
    await page.getByText('Вам доступен только просмотр.').waitFor();
    await page.getByRole('switch').nth(3).waitFor();
    const switches = await page.getByRole('switch').all();
    for (const one of switches) expect(await one.isDisabled()).toBe(true);
    expect(await page.getByRole('textbox', { name: 'Логин салона' }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /Сохранить|Отправить|Выпустить|Перенести/ }).count()).toBe(
      0,
    );

    await page.goto(`/t/${tenant}/lists/campaigns`);
    await page.getByRole('rowheader', { name: 'Поиск Яндекса' }).waitFor();
    expect(await page.getByRole('button', { name: /Добавить|Изменить|В архив/ }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Пользователи' }).count()).toBe(0);
    await page.goto(`/t/${tenant}/users`);
    await page.getByText('Этот раздел вам не открыт').waitFor();

    expect(await answered(page, 'GET', `${own}/leads`)).toBe(200);
    expect(await answered(page, 'POST', `${own}/integrations/profsalon/deactivate`)).toBe(403);
    expect(await answered(page, 'POST', `${own}/integrations/profsalon/test-event`)).toBe(403);
    expect(await answered(page, 'GET', `/audit?tenant=${tenant}`)).toBe(403);
  });
});

test('a tenant sees nothing of another, neither by the address of a page nor over the API', async () => {
  const [own, foreign] = [await cabinet.tenant(), await cabinet.tenant()];
  await cabinet.connectSalon(foreign);
  const admin = await cabinet.person('admin', own);
  const its = await cabinet.person('admin', foreign);
  const path = `/tenants/${foreign}/integrations/profsalon`;
  await browser.visit({ as: its }, async (page) => {
    await page.goto(`/t/${foreign}/integrations/profsalon/settings`);
    await page.getByRole('heading', { name: 'ПрофСалон', level: 1 }).waitFor();
    expect(await answered(page, 'GET', path)).toBe(200);
  });
  await browser.visit({ as: admin, refusals: [/^403 /] }, async (page) => {
    for (const address of ['integrations', 'integrations/profsalon/settings', 'raw/deals', 'users']) {
      await page.goto(`/t/${foreign}/${address}`);
      await page.getByText('По этому адресу ничего нет').waitFor();
    }
    await page.goto('/operator/tenants');
    await page.getByText('Этот раздел вам не открыт').waitFor();
    expect(await answered(page, 'GET', path)).toBe(403);
    expect(await answered(page, 'POST', `${path}/deactivate`)).toBe(403);
    expect(await answered(page, 'GET', '/tenants')).toBe(403);
  });
});

test('the address of the cabinet leads an operator to all tenants, and anyone else to their integrations', async () => {
  const tenant = await cabinet.tenant();
  const operator = await cabinet.person('operator');
  const analyst = await cabinet.person('analyst', tenant);
  await browser.visit({ as: operator }, async (page) => {
    await page.goto(`/t/${tenant}/integrations`);
    await page.getByRole('link', { name: 'Skvoz, на главную' }).click();
    await page.waitForURL('**/operator/tenants');
    await page.goto('/');
    await page.getByRole('heading', { name: 'Кабинеты', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/operator/tenants');
  });
  await browser.visit({ as: analyst }, async (page) => {
    await page.goto('/');
    await page.getByRole('heading', { name: 'Интеграции', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/t/${tenant}/integrations`);
  });
});
