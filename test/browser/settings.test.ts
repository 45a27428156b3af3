import type { Entity } from '../../dev/simulators/medods/rows';
import type { Cabinet } from '../system/cabinet';
import { waitFor } from '../system/wait-for';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

const settingsOf = (tenant: string, integration: string) =>
  `/t/${tenant}/integrations/${integration}/settings`;

test('a check tells of each entity whether the role sees it, and of a kept secret only since when it is kept', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectClinic(tenant, 3);
  const host = `${tenant}.medods.ru`;
  const seen: Entity[] = ['appointments', 'appointmentSources', 'clients', 'users'];
  await cabinet.system.medods.changeClinic(host, { role: seen });
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    await page.goto(settingsOf(tenant, 'medods'));
    const year = String(new Date().getFullYear());
    const secret = page.getByRole('textbox', {
      name: 'SecretKey',
      description: new RegExp(`Сохранён .*${year}`),
    });
    await secret.waitFor();
    expect(await secret.inputValue()).toBe('');

    const entity = (name: string, result: string) =>
      page.getByRole('listitem').filter({ hasText: new RegExp(`^${name}: ${result}$`) });
    const check = page.getByRole('button', { name: 'Проверить', exact: true });
    await check.click();
    await entity('Заказы', 'нет доступа').waitFor();
    for (const name of ['Записи на приём', 'Источники записи', 'Клиенты', 'Сотрудники']) {
      await entity(name, 'доступ есть').waitFor();
    }
    await cabinet.system.medods.changeClinic(host, { role: [...seen, 'orders'] });
    await check.click();
    await entity('Заказы', 'доступ есть').waitFor();
    expect(await entity('Заказы', 'нет доступа').count()).toBe(0);
  });
});

test('what the plan lacks is named with how to get it, and can be switched on once it is there', async () => {
  const tenant = await cabinet.tenant(['offline_leads_upload']);
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin, refusals: [/^404 GET .*\/integrations\/medods$/] }, async (page) => {
    await page.goto(settingsOf(tenant, 'medods'));
    const deals = page.getByRole('switch', { name: 'Передавать сделки' });
    const missing = page.getByRole('alert').filter({ hasText: 'Нужен компонент «Сквозная аналитика»' });
    await missing.getByText('Попросите вашего менеджера').waitFor();
    expect(await deals.isDisabled()).toBe(true);
    expect(await page.getByRole('switch', { name: 'Передавать заявки' }).isEnabled()).toBe(true);

    const components = ['offline_leads_upload', 'end_to_end_analytics'];
    await cabinet.api.call('PUT', `/tenants/${tenant}/components`, { components });
    await page.reload();
    await page.getByText('Компонент «Сквозная аналитика» подключён').waitFor();
    expect(await deals.isEnabled()).toBe(true);
    expect(await missing.count()).toBe(0);
  });
});

test('nobody loses what is not saved without having been asked, neither by a link nor by closing the tab', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectSalon(tenant);
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    await page.goto(settingsOf(tenant, 'profsalon'));
    const codes = page.getByRole('textbox', { name: 'Коды источника онлайн-записи' });
    await codes.fill('101');
    const leave = () =>
      page.getByRole('navigation', { name: 'Разделы интеграции' }).getByText('События').click();
    const question = page.getByRole('dialog', { name: 'Уйти без сохранения?' });
    await leave();
    await question.getByRole('button', { name: 'Остаться' }).click();
    await question.waitFor({ state: 'hidden' });
    expect(await codes.inputValue()).toBe('101');

    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const unload = await asked;
    expect(unload.type()).toBe('beforeunload');
    await unload.dismiss();
    expect(await codes.inputValue()).toBe('101');

    await leave();
    await question.getByRole('button', { name: 'Уйти' }).click();
    await page.waitForURL('**/events');
    await page.goBack();
    await codes.waitFor();
    expect(await codes.inputValue()).toBe('100');
  });
});

test('the Webhook url is copied with one press, and once it is renewed both addresses take bookings', async () => {
  const tenant = await cabinet.tenant();
  const { salonId } = await cabinet.connectSalon(tenant);
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(settingsOf(tenant, 'profsalon'));
    const field = page.getByRole('textbox', { name: 'Webhook url' });
    const before = await field.inputValue();
    await page.getByRole('button', { name: 'Скопировать: Webhook url' }).click();
    await page.getByRole('button', { name: 'Скопировано' }).waitFor();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(before);

    await page.getByRole('button', { name: 'Выпустить новый адрес' }).click();
    const question = page.getByRole('dialog', { name: 'Выпустить новый адрес' });
    await question.getByText('Прежний адрес будет работать ещё 7 дней').waitFor();
    await question.getByRole('button', { name: 'Выпустить', exact: true }).click();
    await question.waitFor({ state: 'hidden' });
    const after = await waitFor('another address', async () => {
      const shown = await field.inputValue();
      return shown !== before && shown;
    });

    const booked: string[] = [];
    for (const webhookUrl of [before, after]) {
      await cabinet.profsalon.changeSalon(salonId, { webhookUrl });
      const [booking] = await cabinet.profsalon.book(salonId);
      booked.push(String(booking?.id));
      await cabinet.profsalon.settle(salonId);
    }
    await page.goto(`/t/${tenant}/integrations/profsalon/events`);
    for (const number of booked) {
      await page.getByRole('row').filter({ hasText: number }).getByText('Обработано').waitFor();
    }
  });
});

test('deals that came before move to the funnel that the settings name now', async () => {
  const tenant = await cabinet.tenant();
  const { salonId } = await cabinet.connectSalon(tenant);
  const ownFunnel = 'Салон «Ромашка»';
  await cabinet.profsalon.renameSalon(salonId, ownFunnel);
  await cabinet.profsalon.book(salonId, { count: 2 });
  await cabinet.profsalon.settle(salonId);
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    const untilBothIn = (funnel: string) =>
      waitFor(`both deals to be shown in the funnel ${funnel}`, async () => {
        await page.goto(`/t/${tenant}/raw/deals`);
        await page.getByText(/Найдено строк: \d|Сделок пока нет/).waitFor();
        return (await page.getByRole('cell', { name: funnel, exact: true }).count()) === 2;
      });
    await untilBothIn('Сделки из ПрофСалона');

    await page.goto(settingsOf(tenant, 'profsalon'));
    await page.getByRole('switch', { name: 'Дефолтная воронка' }).press('Space');
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.getByRole('status').filter({ hasText: 'Всё сохранено' }).waitFor();
    await page.getByRole('button', { name: 'Перенести сделки в текущую воронку' }).click();
    const question = page.getByRole('dialog', { name: 'Перенести сделки в текущую воронку' });
    await question.getByRole('button', { name: 'Перенести', exact: true }).click();
    await page.getByText('Переносим 2 сделки').waitFor();
    await untilBothIn(ownFunnel);
  });
});
