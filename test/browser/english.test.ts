import { z } from 'zod';
import type { Cabinet, Person } from '../system/cabinet';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});
let tenant: string;
let admin: Person;

/** Only until another is chosen; an empty page has no storage. */
const ENGLISH = `if (location.protocol !== 'about:') localStorage['skvoz-language'] ??= 'en'`;

beforeAll(async () => {
  tenant = await cabinet.tenant();
  admin = await cabinet.person('admin', tenant);
  await cabinet.connectClinic(tenant, 30);
});

test('beside the settings stands the guide in the language of the cabinet', async () => {
  await browser.visit({ as: admin, script: ENGLISH, size: { width: 1440, height: 900 } }, async (page) => {
    await page.goto(`/t/${tenant}/integrations/medods/settings`);
    await page.getByRole('button', { name: 'Step 1. A role' }).click();
    await page.getByText('Give the role full access to the entities.', { exact: false }).waitFor();
    await page.getByRole('button', { name: admin.name }).click();
    await page.getByRole('menuitem', { name: 'Русский' }).click();
    await page.getByRole('button', { name: 'Шаг 1. Роль' }).waitFor();
    expect(await page.getByRole('button', { name: 'Step 1. A role' }).count()).toBe(0);
  });
});

test('an English cabinet has English names of our stages and funnels, wherever they stand', async () => {
  const first = z
    .object({ items: z.tuple([z.object({ id: z.string() })]).rest(z.unknown()) })
    .parse(await cabinet.api.call('GET', `/tenants/${tenant}/deals?state=success`)).items[0].id;
  await browser.visit({ as: admin, script: ENGLISH }, async (page) => {
    await page.goto(`/t/${tenant}/raw/deals?state=success&open=${first}`);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Deals from Medods').first().waitFor();
    expect(await dialog.getByText('Paid', { exact: true }).count()).toBeGreaterThan(0);
    // The rows lie behind the dialog.
    expect(await page.locator('tbody').getByText('Paid', { exact: true }).count()).toBeGreaterThan(0);
    await page.goto(`/t/${tenant}/dashboard`);
    await page.getByRole('heading', { name: /Deals from Medods/ }).waitFor();
    await page.getByRole('rowheader', { name: 'Visit completed' }).waitFor();
    expect(await page.getByText(/Сделки из Medods|Приём завершён/).count()).toBe(0);
  });
});
