import { type CabinetScene, cabinetPages, prepareScene } from '../../dev/cabinet/pages';
import type { Cabinet, Person } from '../system/cabinet';
import { waitFor } from '../system/wait-for';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});
let scene: CabinetScene;
let people: Readonly<Record<'admin' | 'operator', Person>>;

beforeAll(async () => {
  const tenant = await cabinet.tenant();
  people = { admin: await cabinet.person('admin', tenant), operator: await cabinet.person('operator') };
  await cabinet.connectClinic(tenant, 20);
  const { salonId } = await cabinet.connectSalon(tenant);
  await cabinet.profsalon.book(salonId, { count: 1 });
  await cabinet.profsalon.settle(salonId);
  await waitFor('the booking to be a deal', async () => {
    const deals = await cabinet.api.call('GET', `/tenants/${tenant}/deals?integration=profsalon`);
    return JSON.stringify(deals).includes('"externalId"');
  });
  scene = await prepareScene(cabinet.api.call, tenant);
});

/** Notes what the page itself asks for, be it fetched already or not. */
const NOTE_FETCHES = `
  globalThis.fetched = [];
  const real = globalThis.fetch;
  globalThis.fetch = (request, ...rest) => {
    fetched.push(new URL(request.url ?? request, location).href);
    return real(request, ...rest);
  };
`;

test.each(cabinetPages)(
  '$name fetches nothing twice while it opens, and nothing in advance that it does not ask for',
  async ({ path, as, shown }) => {
    const person = as === 'nobody' ? {} : { as: people[as] };
    await browser.visit({ ...person, script: NOTE_FETCHES }, async (page) => {
      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'GET') sent.push(request.url());
      });
      await page.goto(path(scene));
      await shown(page).waitFor();
      const inAdvance = await page.evaluate<string[]>(
        `[...document.querySelectorAll('link[rel="preload"][as="fetch"]')].map(({ href }) => href)`,
      );
      expect(inAdvance.length > 0).toBe(as !== 'nobody');
      const twice = sent.filter((url, place) => sent.indexOf(url) !== place);
      // What is kept fresh is asked for again, but not within the moment in which the page opens.
      expect(twice.filter((url) => inAdvance.includes(url) || url.includes('/assets/'))).toEqual([]);
      const fetched = await page.evaluate<string[]>('fetched');
      expect(inAdvance.filter((url) => !fetched.includes(url))).toEqual([]);
    });
  },
);

/** Without it nothing of the cabinet runs. */
const BASE = /\/assets\/base-/;

test('before the cabinet has come the page has its shape already, in the colours that were chosen', async () => {
  const shape = '.shell-page';
  await browser.visit({ as: people.admin, colors: 'dark' }, async (page) => {
    await page.route(BASE, () => undefined);
    await page.goto(`/t/${scene.tenant}/integrations`, { waitUntil: 'commit' });
    await page.locator('html[data-mantine-color-scheme="dark"][data-page="frame"]').waitFor();
    await page.locator(shape).waitFor();
  });
  await browser.visit({}, async (page) => {
    await page.route(BASE, () => undefined);
    await page.goto('/login', { waitUntil: 'commit' });
    await page.locator('html[data-mantine-color-scheme="light"][data-page="entry"]').waitFor();
    await page.locator(shape).waitFor();
  });
});

test('one language is fetched, the one that was chosen last in this browser', async () => {
  const script = `if (location.protocol !== 'about:') localStorage.setItem('skvoz-language', 'en')`;
  for (const [options, wanted, other] of [
    [{}, 'ru', 'en'],
    [{ script }, 'en', 'ru'],
  ] as const) {
    await browser.visit(options, async (page) => {
      const files: string[] = [];
      page.on('request', (request) => files.push(request.url()));
      await page.goto('/login');
      await page.getByRole('button', { name: wanted === 'ru' ? 'Войти' : 'Sign in' }).waitFor();
      expect(files.filter((url) => url.includes(`/assets/${wanted}-`))).toHaveLength(1);
      expect(files.filter((url) => url.includes(`/assets/${other}-`))).toEqual([]);
      expect(await page.locator('html').getAttribute('lang')).toBe(wanted);
    });
  }
});

test('a page whose files were lost on the way opens once more by itself, and says so if that does not help', async () => {
  const message = 'Кабинет не загрузился. Проверьте связь и обновите страницу.';
  await browser.visit({}, async (page) => {
    await page.route(BASE, (route) => route.abort(), { times: 1 });
    await page.goto('/login');
    await page.getByRole('button', { name: 'Войти' }).waitFor();
    expect(await page.getByText(message).count()).toBe(0);
  });
  await browser.visit({}, async (page) => {
    await page.route(BASE, (route) => route.abort());
    await page.goto('/login');
    await page.getByRole('alert').filter({ hasText: message }).waitFor();
  });
});
