import type { Page } from 'playwright-core';
import type { Cabinet } from '../system/cabinet';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
// A clinic that does not answer is asked again until the test has seen what it is to see.
withCabinet(
  (started) => {
    ({ cabinet, browser } = started);
  },
  { retryDelaysMs: Array<number>(60).fill(100) },
);

/** The runs that a button started, newest first. */
const bySync = (page: Page) => page.getByRole('article').filter({ hasText: 'Загрузка по кнопке' });
const sync = (page: Page) => page.getByRole('button', { name: 'Синхронизировать сейчас' }).click();

test('a pull started by the button tells how long it will take, can be cancelled, and the next ends with its counts', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectClinic(tenant, 600);
  const host = `${tenant}.medods.ru`;
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/medods/runs`);
    await page.getByRole('article').getByText('Успешно').waitFor();
    // Progress is kept once a second, so pages come slower than that; the fifth does not come at all.
    await cabinet.system.medods.setFaults(
      host,
      { entity: 'appointments', after: 4, effect: { kind: 'neverAnswer' } },
      { entity: 'appointments', effect: { kind: 'slow', milliseconds: 1_200 } },
    );
    await sync(page);
    const cancelled = bySync(page).last();
    await cancelled.getByText('Идёт').waitFor();
    await cancelled.getByText(/из \d+ \(\d+ %\)/).waitFor();
    await cancelled.getByText(/Осталось примерно \S/).waitFor();
    await cancelled.getByRole('button', { name: 'Отменить' }).click();
    await cancelled.getByText('Отменена', { exact: true }).waitFor();
    expect(await cancelled.getByRole('progressbar').count()).toBe(0);

    await cabinet.system.medods.setFaults(host);
    await sync(page);
    const ended = bySync(page).first().filter({ hasText: 'Успешно' });
    await ended.getByText(/прочитано: [\d\s]+/).waitFor();
    expect(await bySync(page).count()).toBe(2);
  });
});

test('a pull that failed and one that brought not all say in words why, and what to do', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectClinic(tenant, 3);
  const host = `${tenant}.medods.ru`;
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/medods/runs`);
    await cabinet.system.medods.setFaults(host, {
      entity: 'appointments',
      effect: { kind: 'redirect', location: 'https://elsewhere.medods.ru/' },
    });
    await sync(page);
    const failed = page.getByRole('article').filter({ hasText: 'Ошибка' });
    await failed.getByRole('alert').getByText('перенаправляет в другое место').waitFor();
    await failed.getByText('Укажите в поле UID окончательный адрес клиники').waitFor();

    await cabinet.system.medods.setFaults(host);
    await cabinet.system.medods.changeClinic(host, {
      role: ['appointments', 'appointmentSources', 'clients', 'users'],
    });
    await sync(page);
    const partial = page.getByRole('article').filter({ hasText: 'Загружено не всё' });
    await partial
      .getByRole('alert')
      .getByText(/Роль API не видит/)
      .waitFor();
    await partial.getByText(/дайте роли доступ/).waitFor();
    await partial.getByText(/прочитано: \d+/).waitFor();
  });
});
