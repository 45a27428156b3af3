import type { Cabinet } from '../system/cabinet';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

test('a change of settings is told in the words of the settings page, with who made it, and its codes on demand', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectSalon(tenant);
  const admin = await cabinet.person('admin', tenant);
  const operator = await cabinet.person('operator');
  await browser.visit({ as: admin }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/profsalon/settings`);
    await page.getByRole('textbox', { name: 'Коды источника онлайн-записи' }).fill('101, 102');
    await page.getByRole('radiogroup').getByText('Рекламная кампания', { exact: true }).click();
    await page.getByRole('combobox', { name: 'Рекламная кампания' }).click();
    await page.getByRole('option', { name: 'Поиск Яндекса' }).click();
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.getByText('Всё сохранено').waitFor();

    await page.getByRole('link', { name: 'Журнал действий' }).click();
    const entry = page
      .getByRole('row')
      .filter({ hasText: 'Сохранены настройки интеграции' })
      .filter({ hasText: admin.email });
    for (const words of [
      'ПрофСалон',
      admin.name,
      'Коды источника онлайн-записи: 100 → 101, 102',
      'Рекламная кампания / источник: Источник → Рекламная кампания',
      'Рекламная кампания: Поиск Яндекса',
      'Источник: Прямые заходы → —',
    ]) {
      await entry.getByText(words).first().waitFor();
    }
    const codes = ['integration.settings_saved', 'leads.onlineSourceCodes', 'leads.fallback.campaignId'];
    expect(await entry.locator('code').count()).toBe(0);
    await page.getByRole('switch', { name: 'Показать технические коды' }).press('Space');
    for (const code of codes) await entry.locator('code').getByText(code).waitFor();
  });
  await browser.visit({ as: operator }, async (page) => {
    await page.goto(`/operator/audit?tenant=${tenant}`);
    await page.getByRole('button', { name: `${operator.name} Оператор` }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    const entry = page
      .getByRole('row')
      .filter({ hasText: 'Integration settings saved' })
      .filter({ hasText: admin.email });
    await entry.getByText('Source codes of online bookings: 100 → 101, 102').waitFor();
    await entry.getByText('Campaign / source: Source → Campaign').waitFor();
  });
});

test('whatever is done, the log names it and its fields without a code', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectSalon(tenant);
  await cabinet.connectClinic(tenant, 5);
  const { call } = cabinet.api;
  const own = `/tenants/${tenant}`;
  const clinic = `${own}/integrations/medods`;
  await call('PATCH', `${own}/sites/w1`, { name: 'Сайт филиала', domain: 'branch.example' });
  await call('POST', `${own}/campaigns`, {
    id: 'c2',
    name: 'Карты',
    siteId: 'w1',
    conditions: [{ utm: 'maps' }],
  });
  await call('PATCH', `${own}/campaigns/c2`, { archived: true });
  await call('PATCH', `${own}/sources/s1`, { channel: 'referral' });
  await call('POST', `${own}/keys`, { name: 'выгрузка' });
  await call('PUT', `${own}/components`, { components: ['end_to_end_analytics'] });
  await call('POST', `${own}/erase`, { phone: '+79990001122' });
  await call('POST', `${own}/integrations/profsalon/events/replay`, { filter: {}, dryRun: false });
  await call('POST', `${clinic}/backfill`, { from: '2026-01-01', to: '2026-01-02' });
  await call('POST', `${clinic}/pause`);
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    await page.goto(`/t/${tenant}/audit`);
    for (const words of [
      'Создан кабинет',
      'Компоненты: Загрузка оффлайн-заявок из внешней системы, Сквозная аналитика → Сквозная аналитика',
      'Домен: clinic.example → branch.example',
      'Сайт: Сайт филиала',
      'Условия: —',
      'В архиве: нет → да',
      'Канал: direct → referral',
      'Название: выгрузка',
      'Удалены данные человека',
      'Событий обработано: 0',
      'Вид загрузки: Загрузка за период',
      'Начало периода: 1 янв. 2026 г.',
      'Приостановлена интеграция',
      'Роль: Администратор',
      'SecretKey: изменён',
      'UID',
    ]) {
      await page.getByRole('table').getByText(words).first().waitFor();
    }
    expect(await page.getByRole('table').locator('code').allTextContents()).toEqual([]);
  });
});
