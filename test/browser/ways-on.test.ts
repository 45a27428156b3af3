import type { Cabinet } from '../system/cabinet';
import { IDENTITY, SECRET_KEY } from '../system/clinic';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

const ASK = 'Попросите администратора кабинета';

test('an integration is paused and resumed, and meanwhile its runs say why nothing can be loaded', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectClinic(tenant, 5);
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/medods/settings`);
    await page.getByRole('button', { name: 'Приостановить' }).click();
    await page.getByText('На паузе: данные не загружаются').waitFor();

    await page.getByRole('link', { name: 'Загрузки' }).click();
    await page.getByRole('article').getByText('Успешно').waitFor();
    const notice = page.getByRole('alert').filter({ hasText: 'Интеграция сейчас не работает' });
    expect(await page.getByRole('button', { name: 'Синхронизировать сейчас' }).count()).toBe(0);
    await notice.getByRole('link', { name: 'Открыть настройки' }).click();

    await page.getByRole('button', { name: 'Возобновить' }).click();
    await page.getByText('Данные загружаются каждую ночь и по кнопке.').waitFor();
    await page.getByRole('link', { name: 'Загрузки' }).click();
    await page.getByRole('button', { name: 'Синхронизировать сейчас' }).waitFor();
    expect(await notice.count()).toBe(0);
  });
});

test('whoever may only look is told whom to ask, and never to press what is not there', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectSalon(tenant);
  const host = await cabinet.clinic(tenant, 5);
  const path = `/tenants/${tenant}/integrations/medods`;
  const settings = { uid: `https://${host}/`, identity: IDENTITY, secretKey: SECRET_KEY.replace('0', '1') };
  await cabinet.api.call('PUT', path, {
    settings: { ...settings, leads: { enabled: false }, deals: { enabled: true } },
  });
  await expect(cabinet.api.call('POST', `${path}/activate`)).rejects.toThrow();
  const analyst = await cabinet.person('analyst', tenant);
  await browser.visit({ as: analyst }, async (page) => {
    await page.goto(`/t/${tenant}/integrations`);
    await page
      .getByRole('article')
      .filter({ hasText: 'Система не приняла Identity и SecretKey.' })
      .getByText(ASK)
      .waitFor();
    for (const address of ['medods/settings', 'medods/runs', 'profsalon/events']) {
      await page.goto(`/t/${tenant}/integrations/${address}`);
      await page.getByRole('main').getByText(ASK).first().waitFor();
      expect(
        await page
          .getByRole('main')
          .getByText(/нажмите «|Нажмите, чтобы|Включите интеграцию/)
          .count(),
      ).toBe(0);
    }
  });
});

test('each entry of a deal’s history opens the run or the event that it came from', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectClinic(tenant, 1);
  const { salonId } = await cabinet.connectSalon(tenant);
  await cabinet.profsalon.book(salonId);
  await cabinet.profsalon.settle(salonId);
  const analyst = await cabinet.person('analyst', tenant);
  await browser.visit({ as: analyst }, async (page) => {
    for (const [integration, link, title, said] of [
      ['medods', 'при загрузке', 'Загрузка', 'Успешно'],
      ['profsalon', 'с событием Webhook', 'Событие', 'Обработано'],
    ] as const) {
      await page.goto(`/t/${tenant}/raw/deals?integration=${integration}`);
      await page.getByRole('button', { name: /^Открыть:/ }).click();
      await page.getByRole('dialog', { name: 'Сделка' }).getByRole('link', { name: link }).click();
      await page.getByRole('dialog', { name: title }).getByText(said).waitFor();
    }
  });
});

test('where nothing matches, one press takes away what was searched for', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectClinic(tenant, 3);
  const analyst = await cabinet.person('analyst', tenant);
  await browser.visit({ as: analyst }, async (page) => {
    await page.goto(`/t/${tenant}/raw/deals?q=такого-нет&to=2001-01-01`);
    await page.getByText('Проверьте период и фильтры.').waitFor();
    await page.getByRole('button', { name: 'Сбросить фильтры' }).click();
    await page.getByText('Найдено строк: 3', { exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });
});
