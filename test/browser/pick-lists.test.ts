import type { Cabinet } from '../system/cabinet';
import type { TestBrowser } from './browser';
import { withCabinet } from './with-cabinet';

let cabinet: Cabinet;
let browser: TestBrowser;
withCabinet((started) => {
  ({ cabinet, browser } = started);
});

test('a site, a campaign of it and a source are made and changed on their pages', async () => {
  const tenant = await cabinet.tenant();
  const admin = await cabinet.person('admin', tenant);
  await browser.visit({ as: admin }, async (page) => {
    const row = (text: string) => page.getByRole('row').filter({ hasText: text });
    const dialog = page.getByRole('dialog');
    const type = (field: string, text: string) => dialog.getByLabel(field, { exact: true }).fill(text);
    const open = async (list: string, add: string) => {
      await page.goto(`/t/${tenant}/lists/${list}`);
      await page.getByRole('button', { name: add }).click();
    };
    const submit = async (button: string) => {
      await dialog.getByRole('button', { name: button, exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
    };

    await open('sites', 'Добавить сайт');
    await type('Домен', 'https://branch.example/visit?utm=1');
    await type('Название', 'Сайт филиала');
    await submit('Сохранить');
    await row('Сайт филиала').getByRole('cell', { name: 'branch.example', exact: true }).waitFor();
    await row('Сайт филиала').getByRole('button', { name: 'Изменить' }).click();
    await type('Название', 'Сайт на Садовой');
    await submit('Сохранить');
    await row('Сайт на Садовой').getByText('branch.example').waitFor();
    await row('Сайт филиала').waitFor({ state: 'detached' });

    await open('campaigns', 'Добавить кампанию');
    await type('Название', 'Реклама в лентах');
    await dialog.getByRole('combobox', { name: 'Сайт' }).click();
    await page.getByRole('option', { name: 'Сайт на Садовой' }).click();
    await submit('Сохранить');
    await row('Реклама в лентах').getByText('Сайт на Садовой').waitFor();

    await open('sources', 'Добавить источник');
    await type('Название', 'Письма');
    await type('Канал', 'em');
    await page.getByRole('option', { name: 'email' }).click();
    await submit('Сохранить');
    await row('Письма').getByRole('button', { name: 'Изменить' }).click();
    await type('Канал', 'рассылка');
    await submit('Сохранить');
    await page.reload();
    await row('Письма').getByRole('cell', { name: 'рассылка', exact: true }).waitFor();
  });
});

test('what settings use does not vanish into the archive: the integration is named, with the way to it', async () => {
  const tenant = await cabinet.tenant();
  await cabinet.connectSalon(tenant);
  const admin = await cabinet.person('admin', tenant);
  const refusals = [/^409 PATCH .*\/(sites|sources)\/(w1|s1)$/];
  await browser.visit({ as: admin, refusals }, async (page) => {
    for (const [list, name] of [
      ['sources', 'Прямые заходы'],
      ['sites', 'Сайт'],
    ] as const) {
      await page.goto(`/t/${tenant}/lists/${list}`);
      const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
      await row.getByRole('button', { name: 'В архив' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'В архив' }).click();
      const refused = dialog.getByRole('alert').filter({ hasText: 'profsalon' });
      const way = refused.getByRole('link', { name: 'profsalon' });
      await way.waitFor();
      await page.reload();
      await row.getByRole('button', { name: 'В архив' }).waitFor();
    }
  });
});
