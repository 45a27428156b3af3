import { z } from 'zod';
import { type CabinetScene, cabinetPages, prepareScene } from '../../dev/cabinet/pages';
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
let scene: CabinetScene;
let people: Readonly<Record<'admin' | 'operator', Person>>;

const dealsSchema = z.object({ items: z.array(z.unknown()) });

beforeAll(async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectClinic(tenant, 40);
  const { salonId } = await cabinet.connectSalon(tenant);
  await cabinet.profsalon.book(salonId, { count: 3 });
  await cabinet.profsalon.settle(salonId);
  await waitFor('the bookings to be deals', async () => {
    const deals = await cabinet.api.call('GET', `/tenants/${tenant}/deals?integration=profsalon`);
    return dealsSchema.parse(deals).items.length === 3;
  });
  people = { admin: await cabinet.person('admin', tenant), operator: await cabinet.person('operator') };
  scene = await prepareScene(cabinet.api.call, tenant);
});

const NARROW = { width: 360, height: 740 };
/** Widths are computed anew a moment after the window has another. */
const SETTLED_WITHIN_MS = 5_000;

test.each(cabinetPages)(
  '$name can be read by everybody: by axe in light and dark, and so 360 px wide',
  async ({ path, as, shown }) => {
    const person = as === 'nobody' ? {} : { as: people[as] };
    const refusals = as === 'nobody' ? [/^401 GET \/api\/v1\/me$/] : [];
    await browser.visit({ ...person, refusals, script: axeSource }, async (page) => {
      await page.goto(path(scene));
      await shown(page).waitFor();
      expect(await graveFindings(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
      expect(await graveFindings(page)).toEqual([]);
      await page.setViewportSize(NARROW);
      await waitFor(
        'the page to be no wider than the window',
        async () => {
          const width = await page.evaluate<number>('document.documentElement.scrollWidth');
          return width <= NARROW.width;
        },
        SETTLED_WITHIN_MS,
      );
      expect(await graveFindings(page)).toEqual([]);
    });
  },
);
