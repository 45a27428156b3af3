import type { Locator, Page } from 'playwright-core';
import type { Cabinet, Person } from '../system/cabinet';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});
let tenant: string;
let people: Readonly<Record<'admin' | 'operator', Person>>;

/** Longer than a phone is wide, with and without places to break. */
const LONG = 'Рекомендации знакомых и_партнёров_клиники_без_единого_пробела_в_названии';
const PENDING = 'an.address.that.is.longer.than.a.phone.is.wide@skvoz.example';

beforeAll(async () => {
  tenant = await cabinet.tenant();
  const { call } = cabinet.api;
  const own = `/tenants/${tenant}`;
  await call('PATCH', `${own}/campaigns/c1`, { name: LONG });
  await call('PATCH', `${own}/sources/s1`, { name: LONG });
  await call('PATCH', `${own}/sites/w1`, { name: LONG });
  await call('POST', `${own}/keys`, { name: LONG });
  await call('POST', '/invitations', { email: PENDING, role: 'analyst', tenantId: tenant });
  await cabinet.person('analyst', tenant);
  people = { admin: await cabinet.person('admin', tenant), operator: await cabinet.person('operator') };
});

const PHONE = { width: 360, height: 740 };
/** Pixels: what a finger hits. */
const FINGER = 40;

interface List {
  readonly list: string;
  readonly as: 'admin' | 'operator';
  readonly path: () => string;
  readonly table: string;
  /** Part of what the row says. */
  readonly row: () => string;
  /** What can be done to the row, with the name of the dialog that each opens. */
  readonly actions: readonly (readonly [button: string, dialog: string])[];
}

const EDITED: List['actions'] = [
  ['Изменить', LONG],
  ['В архив', 'В архив'],
];

const lists: readonly List[] = [
  {
    list: 'the sites',
    as: 'admin',
    path: () => `/t/${tenant}/lists/sites`,
    table: 'Сайты',
    row: () => LONG,
    actions: EDITED,
  },
  {
    list: 'the campaigns',
    as: 'admin',
    path: () => `/t/${tenant}/lists/campaigns`,
    table: 'Рекламные кампании',
    row: () => LONG,
    actions: EDITED,
  },
  {
    list: 'the sources',
    as: 'admin',
    path: () => `/t/${tenant}/lists/sources`,
    table: 'Источники',
    row: () => LONG,
    actions: EDITED,
  },
  {
    list: 'the users',
    as: 'admin',
    path: () => `/t/${tenant}/users`,
    table: 'Пользователи',
    row: () => 'Аналитик',
    actions: [
      ['Закрыть доступ', 'Закрыть доступ'],
      ['Удалить', 'Удалить'],
    ],
  },
  {
    list: 'the users of all tenants',
    as: 'operator',
    path: () => '/operator/users',
    table: 'Пользователи',
    row: () => people.admin.email,
    actions: [
      ['Закрыть доступ', 'Закрыть доступ'],
      ['Удалить', 'Удалить'],
    ],
  },
  {
    list: 'the invitations',
    as: 'admin',
    path: () => `/t/${tenant}/users`,
    table: 'Ждут ответа',
    row: () => PENDING,
    actions: [['Отозвать', 'Отозвать']],
  },
  {
    list: 'the keys',
    as: 'operator',
    path: () => `/operator/tenants?open=${tenant}`,
    table: 'Ключи API',
    row: () => LONG,
    actions: [['Удалить', 'Удалить']],
  },
  {
    list: 'the tenants',
    as: 'operator',
    path: () => '/operator/tenants',
    table: 'Кабинеты',
    row: () => tenant,
    actions: [['Настроить', 'Клиника «Пример»']],
  },
];

const rowOf = (page: Page, { table, row }: List) =>
  page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: row() });

/** As much of an element of a page as tells whether it has more to show at its side. */
interface Box {
  readonly parentElement: Box | null;
  readonly scrollWidth: number;
  readonly clientWidth: number;
}

/** Whether nothing that the element lies in has to be scrolled sideways. */
function fits(element: Box): boolean {
  for (let around = element.parentElement; around !== null; around = around.parentElement) {
    if (around.scrollWidth > around.clientWidth) return false;
  }
  return true;
}

async function expectInReach(button: Locator): Promise<void> {
  const box = await button.boundingBox();
  if (box === null) throw new Error(`${button} is not drawn`);
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(PHONE.width);
  expect(box.height).toBeGreaterThanOrEqual(FINGER);
  expect(await button.evaluate(fits)).toBe(true);
}

test.each(lists)('on a phone each action of $list is in sight and can be pressed', async (list) => {
  await browser.visit({ as: people[list.as], size: PHONE }, async (page) => {
    await page.goto(list.path());
    const row = rowOf(page, list);
    await row.waitFor();
    for (const button of await row.getByRole('button').all()) await expectInReach(button);
    for (const [button, dialog] of list.actions) {
      await row.getByRole('button', { name: button, exact: true }).click();
      const opened = page.getByRole('dialog', { name: dialog, exact: true });
      await opened.waitFor();
      await page.keyboard.press('Escape');
      await opened.waitFor({ state: 'hidden' });
    }
  });
});

test('the role of a user is chosen on a phone, and what was archived there comes back', async () => {
  await browser.visit({ as: people.admin, size: PHONE }, async (page) => {
    await page.goto(`/t/${tenant}/users`);
    const user = page.getByRole('row').filter({ hasText: 'Аналитик' });
    const saved = page.waitForResponse((response) => response.request().method() === 'PATCH');
    await user.getByRole('combobox').selectOption('admin');
    expect((await saved).status()).toBe(200);

    await page.goto(`/t/${tenant}/lists/sources`);
    const source = page.getByRole('row').filter({ hasText: LONG });
    await source.getByRole('button', { name: 'В архив' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'В архив' }).click();
    await page.getByText('Всё в архиве').waitFor();
    await page.getByRole('switch', { name: 'Показать архив' }).press('Space');
    await source.getByRole('button', { name: 'Вернуть' }).click();
    await source.getByRole('button', { name: 'В архив' }).waitFor();
  });
});

test('a row is a row with a name and labelled values to a screen reader, beside others and as a card', async () => {
  await browser.visit({ as: people.admin }, async (page) => {
    await page.goto(`/t/${tenant}/lists/sites`);
    const table = page.getByRole('table', { name: 'Сайты' });
    await table.getByRole('columnheader', { name: 'Домен' }).waitFor();
    await table.getByRole('rowheader', { name: LONG }).waitFor();
    await table.getByRole('cell', { name: 'clinic.example', exact: true }).waitFor();

    await page.setViewportSize(PHONE);
    await table.getByRole('columnheader').first().waitFor({ state: 'hidden' });
    await table.getByRole('rowheader', { name: LONG }).waitFor();
    await table.getByRole('cell', { name: 'Домен clinic.example', exact: true }).waitFor();
  });
});

test('a dialog that was opened from a card stays open when the phone is turned', async () => {
  await browser.visit({ as: people.admin, size: PHONE }, async (page) => {
    await page.goto(`/t/${tenant}/lists/sites`);
    await page.getByRole('row').filter({ hasText: LONG }).getByRole('button', { name: 'Изменить' }).click();
    const name = page.getByRole('dialog').getByRole('textbox', { name: 'Название' });
    await name.fill('Сайт филиала');
    await page.setViewportSize({ width: 1024, height: 360 });
    await page.getByRole('columnheader', { name: 'Домен', includeHidden: true }).waitFor();
    expect(await name.inputValue()).toBe('Сайт филиала');
  });
});
