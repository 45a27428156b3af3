import type { Page } from 'playwright-core';
import type { Cabinet, Person } from '../system/cabinet';
import { waitFor } from '../system/wait-for';
import { axeSource, graveFindings } from './axe';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});
let tenant: string;
let people: Readonly<Record<'admin' | 'analyst' | 'operator', Person>>;

beforeAll(async () => {
  tenant = await cabinet.tenant();
  await cabinet.connectClinic(tenant, 5);
  const { salonId } = await cabinet.connectSalon(tenant);
  await cabinet.profsalon.book(salonId);
  await cabinet.profsalon.settle(salonId);
  await cabinet.api.call('POST', `/tenants/${tenant}/keys`, { name: 'выгрузка' });
  people = {
    admin: await cabinet.person('admin', tenant),
    analyst: await cabinet.person('analyst', tenant),
    operator: await cabinet.person('operator'),
  };
});

const NARROW = { width: 360, height: 740 };
/** So many choices down, one is not in sight until the list has been moved. */
const FAR = 15;

interface Opened {
  readonly what: string;
  readonly as: keyof typeof people;
  /** Below the tenant's own address, unless it begins with a slash. */
  readonly path: string;
  readonly open: (page: Page) => Promise<void>;
  /** What the API refuses on the way. */
  readonly refusals?: readonly RegExp[];
  /** A phone does not have it. */
  readonly wideOnly?: true;
}

/** Presses a button and waits for the dialog that it opens. */
const dialogOf =
  (button: string, title = button) =>
  async (page: Page) => {
    await page.getByRole('button', { name: button, exact: true }).first().click();
    await page.getByRole('dialog', { name: title }).getByRole('button').last().waitFor();
  };

const opened: readonly Opened[] = [
  {
    what: 'the back-fill with its calendar',
    as: 'admin',
    path: 'integrations/medods/runs',
    open: async (page) => {
      await dialogOf('Загрузить за период', 'Загрузить визиты за период')(page);
      await page.getByRole('dialog').getByLabel('Период').click();
      await page.getByRole('button', { name: '30 дней' }).waitFor();
    },
  },
  {
    what: 'the question before a replay',
    as: 'admin',
    path: 'integrations/profsalon/events',
    open: async (page) => {
      await dialogOf('Повторить показанные')(page);
      await page.getByText(/повторно: 1 событие/).waitFor();
    },
  },
  {
    what: 'the question before a new Webhook url',
    as: 'admin',
    path: 'integrations/profsalon/settings',
    open: dialogOf('Выпустить новый адрес'),
  },
  {
    what: 'the further settings',
    as: 'admin',
    path: 'integrations/profsalon/settings',
    open: async (page) => {
      await page.getByRole('button', { name: 'Дополнительные настройки' }).click();
      await page.getByRole('button', { name: 'Добавить статус' }).click();
    },
  },
  {
    what: 'the settings of a first time with what is wrong in them',
    as: 'admin',
    path: 'integrations/medods-2/settings?vendor=medods',
    refusals: [/^404 GET .*\/medods-2$/, /^400 PUT .*\/medods-2$/],
    open: async (page) => {
      await page.getByRole('switch', { name: 'Активен' }).press('Space');
      await page.getByRole('textbox', { name: 'UID' }).and(page.locator('[aria-invalid="true"]')).waitFor();
    },
  },
  {
    what: 'the filters of the deals, with a list to choose from',
    as: 'analyst',
    path: 'raw/deals',
    open: async (page) => {
      await page.getByRole('button', { name: 'Фильтры' }).click();
      await page.getByRole('combobox', { name: 'Этап' }).click();
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    what: 'the choice of columns',
    as: 'analyst',
    path: 'raw/deals',
    wideOnly: true,
    open: async (page) => {
      await page.getByRole('button', { name: 'Колонки' }).click();
      await page.getByRole('checkbox').first().waitFor();
    },
  },
  { what: 'a new campaign', as: 'admin', path: 'lists/campaigns', open: dialogOf('Добавить кампанию') },
  { what: 'the question before the archive', as: 'admin', path: 'lists/sources', open: dialogOf('В архив') },
  { what: 'an invitation', as: 'admin', path: 'users', open: dialogOf('Пригласить') },
  { what: 'a new tenant', as: 'operator', path: '/operator/tenants', open: dialogOf('Создать кабинет') },
  {
    what: 'the drawer of a tenant',
    as: 'operator',
    path: '/operator/tenants',
    open: async (page) => {
      await dialogOf('Настроить', 'Клиника «Пример»')(page);
      await page.getByRole('dialog').getByRole('row').filter({ hasText: 'выгрузка' }).waitFor();
    },
  },
  {
    what: 'an address where there is nothing',
    as: 'analyst',
    path: 'no-such-page',
    open: (page) => page.getByText('По этому адресу ничего нет').waitFor(),
  },
  {
    what: 'a page that is not for the role',
    as: 'analyst',
    path: 'users',
    open: (page) => page.getByText('Этот раздел вам не открыт').waitFor(),
  },
];

test.each(opened)(
  '$what can be read by everybody: by axe in light, and in the dark on a phone',
  async ({ as, path, open, refusals = [], wideOnly = false }) => {
    await browser.visit({ as: people[as], refusals, script: axeSource }, async (page) => {
      await page.goto(path.startsWith('/') ? path : `/t/${tenant}/${path}`);
      await open(page);
      expect(await graveFindings(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
      if (!wideOnly) await page.setViewportSize(NARROW);
      expect(await graveFindings(page)).toEqual([]);
    });
  },
);

test('a choice that is longer than its list is brought into sight by the arrow keys', async () => {
  await browser.visit({ as: people.operator }, async (page) => {
    await page.goto('/operator/tenants');
    await page.getByRole('button', { name: 'Создать кабинет' }).click();
    const field = page.getByRole('combobox', { name: 'Часовой пояс' });
    await field.fill('Europe/');
    const list = page.getByRole('listbox', { name: 'Часовой пояс' });
    const options = list.getByRole('option');
    await options.first().filter({ hasText: 'Europe/' }).waitFor();
    const reached = options.nth(FAR).and(page.locator('[data-combobox-selected]'));
    // A list that has just opened goes to what is chosen now, which may be between two presses: one lap more.
    let pressesLeft = FAR + 1 + (await options.count());
    await waitFor('the choice to be in sight', async () => {
      if ((await reached.count()) === 0) {
        expect(pressesLeft).toBeGreaterThan(0);
        pressesLeft -= 1;
        await field.press('ArrowDown');
        return false;
      }
      const [frame, option] = [await list.boundingBox(), await reached.boundingBox()];
      if (frame === null || option === null) return false;
      return option.y >= frame.y && option.y + option.height <= frame.y + frame.height;
    });
  });
});
