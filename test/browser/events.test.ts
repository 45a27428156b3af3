import { z } from 'zod';
import type { Cabinet } from '../system/cabinet';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

const PHONE = '79990001155';
const webhookSchema = z.object({ webhookUrl: z.url() });

test('the person in an event is hidden until asked for and hidden again, and one event is replayed alone', async () => {
  const tenant = await cabinet.tenant();
  const { salonId } = await cabinet.connectSalon(tenant);
  const client = { id: 1, name: 'Вера Примерова', phone: PHONE, email: 'vera@example.test' };
  const [booking] = await cabinet.profsalon.book(salonId, { set: { client } });
  await cabinet.profsalon.book(salonId);
  await cabinet.profsalon.settle(salonId);
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/profsalon/events`);
    const row = page.getByRole('row').filter({ hasText: String(booking?.id) });
    await row.filter({ hasText: 'Обработано' }).getByRole('button').click();
    const drawer = page.getByRole('dialog', { name: 'Событие' });
    const body = drawer.getByLabel('Тело события');
    await body.filter({ hasText: String(booking?.id) }).waitFor();
    for (const hidden of [PHONE, client.name, client.email]) {
      expect(await drawer.textContent()).not.toContain(hidden);
    }
    await drawer.getByRole('button', { name: 'Показать личные данные' }).click();
    await body.filter({ hasText: PHONE }).filter({ hasText: client.name }).waitFor();
    await drawer.getByRole('button', { name: 'Скрыть' }).click();
    await body.filter({ hasText: PHONE }).waitFor({ state: 'detached' });
    expect(await drawer.textContent()).not.toContain(client.name);
    expect(page.url()).not.toContain(PHONE);

    await drawer.getByRole('button', { name: 'Повторить обработку' }).click();
    await drawer.getByText(/Отправлено на повторную обработку/).waitFor();
    await page.keyboard.press('Escape');
    await row.filter({ hasText: 'повторная обработка' }).waitFor();
    await row.filter({ hasText: 'обработано повторно' }).waitFor();
    // Of two bookings only this one was read again, and neither became a second deal.
    expect(await page.getByRole('row').filter({ hasText: 'повторная обработка' }).count()).toBe(1);
    await page.goto(`/t/${tenant}/raw/deals`);
    await page.getByText('Найдено строк: 2').waitFor();
  });
});

test('each group of events narrows the list to itself, in the address too, and lets go when pressed again', async () => {
  const tenant = await cabinet.tenant();
  const { salonId } = await cabinet.connectSalon(tenant);
  await cabinet.profsalon.book(salonId, { count: 2 });
  await cabinet.profsalon.settle(salonId);
  const { webhookUrl } = webhookSchema.parse(
    await cabinet.api.call('GET', `/tenants/${tenant}/integrations/profsalon`),
  );
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(webhookUrl, { method: 'POST', headers, body: '{"id":' })).status).toBe(200);
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/profsalon/events`);
    const rows = page.getByRole('table', { name: 'Пришедшие события' }).getByRole('row');
    const unread = rows.filter({ hasText: 'Не распознано' });
    const applied = rows.filter({ hasText: 'Обработано' });
    const group = (words: string) =>
      page.getByRole('region', { name: 'События по итогам' }).getByRole('button', { name: words });
    await unread.waitFor();
    await applied.nth(1).waitFor();

    await group('Не распознано: испорченный JSON').click();
    await applied.first().waitFor({ state: 'detached' });
    await unread.waitFor();
    expect(await unread.count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('outcome')).toBe('unrecognised');
    await page.reload();
    await unread.waitFor();
    expect(await applied.count()).toBe(0);
    const chosen = group('Не распознано: испорченный JSON');
    expect(await chosen.getAttribute('aria-pressed')).toBe('true');

    await group('Обработано').click();
    await unread.waitFor({ state: 'detached' });
    await applied.nth(1).waitFor();
    await group('Обработано').click();
    await unread.waitFor();
    await applied.nth(1).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });
});
