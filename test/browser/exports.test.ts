import { readFile } from 'node:fs/promises';
import { dealOf } from '../api/records';
import type { Cabinet } from '../system/cabinet';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

test.each([
  ['ru', 'Выгрузить', 'Файл CSV', 'Дополнительные поля', '1500,00'],
  ['en', 'Export', 'CSV file', 'Custom fields', '1500.00'],
])('a file exported in the language %s is in it', async (language, button, format, heading, amount) => {
  const key = { tenantId: await cabinet.tenant(), integrationId: 'medods' };
  await cabinet.system.storage.deals.write([{ expectedVersion: null, deal: dealOf(key, '1') }]);
  const analyst = await cabinet.person('analyst', key.tenantId);
  const script = `if (location.protocol !== 'about:') localStorage.setItem('skvoz-language', '${language}')`;
  await browser.visit({ as: analyst, script }, async (page) => {
    await page.goto(`/t/${key.tenantId}/raw/deals`);
    const started = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('menuitem', { name: format }).click();
    const file = await readFile(await (await started).path(), 'utf8');
    expect(file).toContain(`;${heading};`);
    expect(file).toContain(`;${amount};`);
  });
});
