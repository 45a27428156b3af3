import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { Decimal128 } from 'mongodb';
import { z } from 'zod';
import { csvStream } from '../../src/api/export/csv';
import type { Table } from '../../src/api/export/table';
import { xlsxStream } from '../../src/api/export/xlsx';
import { type Language, languages } from '../../src/domain/roles';
import type { DealDocument } from '../../src/storage/deals';
import { leadId } from '../../src/storage/leads';
import { medodsSettings } from '../../src/vendors/medods/settings';
import { waitFor } from '../system/wait-for';
import { startApi, type TestApi, type TestTenant } from './harness';
import { contactOf, dealOf, funnel, leadOf } from './records';

const text = z.string();

/** What the cabinet calls the columns of its tables and what is in them. */
const screenTexts = z.object({
  deals: z.object({
    createdAt: text,
    changedAt: text,
    stageChangedAt: text,
    closedAt: text,
    name: text,
    stage: text,
    funnel: text,
    status: text,
    statusText: text,
    statuses: z.object({ in_process: text }),
    amount: text,
    paidAmount: text,
    employee: text,
    crmSource: text,
    customFields: text,
    deletedState: text,
    contactId: text,
    leadCreatedAt: text,
    id: text,
  }),
  leads: z.object({
    createdAt: text,
    name: text,
    phone: text,
    email: text,
    state: text,
    states: z.object({ ready: text }),
    campaign: text,
    source: text,
    channel: text,
    site: text,
    attribution: text,
    session: text,
    integration: text,
    externalId: text,
    id: text,
    deal: text,
    dealStatus: text,
    dealAmount: text,
  }),
  attribution: z.object({
    kinds: z.object({ session: text, default_campaign: text }),
    reasons: z.object({ one_session: text, no_session: text }),
  }),
  values: z.object({ no: text }),
});

let api: TestApi;
let tenant: TestTenant;
let key: { tenantId: string; integrationId: string };
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  tenant = await api.tenant();
  key = { tenantId: tenant.id, integrationId: 'medods' };
});
afterAll(() => api.close());

async function exported(path: string, language?: Language) {
  const answer = await api.server.inject({
    method: 'GET',
    url: tenant.path(path),
    headers: {
      authorization: `Bearer ${tenant.key}`,
      ...(language === undefined ? {} : { 'accept-language': language }),
    },
  });
  expect(answer.statusCode).toBe(200);
  return answer;
}

/** A semicolon with an even number of quotes after it. */
const BETWEEN_CELLS = /;(?=(?:[^"]*"[^"]*")*[^"]*$)/;

/** Rows of cells as they are between the semicolons, quotes kept. */
function rowsOf(csv: string): string[][] {
  expect(csv.startsWith('\uFEFF')).toBe(true);
  expect(csv.endsWith('\r\n')).toBe(true);
  return csv
    .slice(1, -2)
    .split('\r\n')
    .map((line) => line.split(BETWEEN_CELLS));
}

function sheetOf(xlsx: Buffer): string {
  const sheet = unzipSync(xlsx)['xl/worksheets/sheet1.xml'];
  if (sheet === undefined) throw new Error('the workbook has no sheet');
  return strFromU8(sheet);
}

test('a CSV opens in a Russian spreadsheet: marked, with semicolons, commas in amounts and local times', async () => {
  const contact = contactOf(key, '10');
  await api.storage.contacts.upsert([contact]);
  await api.storage.funnels.upsert(key, {
    key: funnel,
    name: 'Сделки из Medods',
    stages: [{ key: 'serviced', name: 'Приём завершён', order: 1, status: 'in_process' }],
  });
  const deal = dealOf(key, '1', { amount: Decimal128.fromString('-1500.50') }, contact);
  await api.storage.deals.write([{ expectedVersion: null, deal }]);
  const answer = await exported('/deals?format=csv');
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(answer.headers['content-disposition']).toMatch(
    /^attachment; filename="deals-\d{4}-\d\d-\d\d\.csv"$/,
  );
  const [header = [], row = [], ...rest] = rowsOf(answer.body);
  expect(rest).toEqual([]);
  const cell = (title: string) => row[header.indexOf(title)];
  expect(cell('Сумма')).toBe('-1500,50');
  expect(cell('Создана')).toBe('2026-03-01 13:00:00');
  expect(cell('Закрыта')).toBe('');
  expect(cell('Воронка')).toBe('Сделки из Medods');
  expect(cell('Этап')).toBe('Приём завершён');
  expect(cell('Имя')).toBe('Иван Ёлкин');
  expect(cell('Телефон')).toBe('+79990000003');
});

test.each(['=1+1', '+1+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=cmd|"/c calc"!A1'])(
  'the text %j does not become a formula in a CSV',
  async (name) => {
    const contact = contactOf(key, '10', { name });
    await api.storage.leads.upsert([leadOf(key, '1', {}, contact)]);
    const { body } = await exported('/leads?format=csv');
    const quoted = name.replaceAll('"', '""');
    expect(body.includes(`;'${quoted};`) || body.includes(`;"'${quoted}";`)).toBe(true);
    expect(body).toContain(';+79990000003;');
  },
);

test('an XLSX has amounts as numbers, times as local dates, and every text as text', async () => {
  const contact = contactOf(key, '10', { name: '=1+1 & <b>\u0001' });
  await api.storage.contacts.upsert([contact]);
  const deal = dealOf(key, '1', { createdAt: new Date('2026-03-01T21:00:00Z') }, contact);
  await api.storage.deals.write([{ expectedVersion: null, deal }]);
  const answer = await exported('/deals?format=xlsx');
  expect(answer.headers['content-type']).toContain('spreadsheetml');
  const sheet = sheetOf(answer.rawPayload);
  expect(sheet).toContain('<t xml:space="preserve">=1+1 &amp; &lt;b&gt;</t>');
  expect(sheet).toContain('<t xml:space="preserve">+79990000003</t>');
  expect(sheet).toContain('<v>1500.00</v>');
  // 2026-03-02 00:00 in Moscow, counted in days from 1899-12-30.
  expect(sheet).toContain('<v>46083</v>');
  expect(sheet).not.toContain('<f>');
  expect(sheet.match(/<row>/g)).toHaveLength(2);
});

describe.each(languages)('in the language %s', (language) => {
  /** What the cabinet calls things in this language. */
  let screen: z.infer<typeof screenTexts>;
  beforeAll(async () => {
    const file = await readFile(join('web', 'src', 'i18n', `${language}.json`), 'utf8');
    screen = screenTexts.parse(JSON.parse(file));
  });

  async function row(path: string): Promise<ReadonlyMap<string, string>> {
    const [header = [], cells = [], ...rest] = rowsOf((await exported(path, language)).body);
    expect(rest).toEqual([]);
    expect(new Set(header).size).toBe(header.length);
    return new Map(header.map((title, place) => [title, cells[place] ?? '']));
  }

  test('a file of deals says all that the screen says, in its words', async () => {
    const contact = contactOf(key, '10');
    await api.storage.contacts.upsert([contact]);
    await api.storage.funnels.upsert(key, {
      key: funnel,
      name: medodsSettings.funnelNames.funnel.ru,
      stages: [{ key: 'serviced', name: 'Приём завершён', order: 1, status: 'in_process' }],
    });
    const made = await api.call('POST', tenant.path('/sources'), api.operatorKey, {
      id: 's1',
      name: 'Прямые заходы',
      channel: 'direct',
    });
    expect(made.statusCode).toBe(201);
    const deal = dealOf(
      key,
      '1',
      {
        amount: Decimal128.fromString('1500.50'),
        leadId: leadId(key, '1'),
        customFields: [
          { code: 'room', name: 'Кабинет', type: 'string', value: '=4' },
          { code: 'visits', name: 'Визитов', type: 'numeric', value: '3' },
        ],
        attribution: {
          kind: 'session',
          reason: 'one_session',
          sessionId: 'session-1',
          siteId: 'w9',
          sourceId: 's1',
          utm: { source: 'yandex', term: 'стоматология' },
        },
      },
      contact,
    );
    await api.storage.deals.write([{ expectedVersion: null, deal }]);
    await api.storage.leads.upsert([leadOf(key, '1')]);
    const { deals, leads, attribution } = screen;
    const told = await row('/deals?format=csv');
    expect(Object.fromEntries(told)).toMatchObject({
      [deals.createdAt]: '2026-03-01 13:00:00',
      [deals.name]: deal.name,
      [deals.stage]: language === 'ru' ? 'Приём завершён' : 'Visit completed',
      [deals.funnel]: medodsSettings.funnelNames.funnel[language],
      [deals.status]: deals.statuses.in_process,
      [deals.statusText]: 'serviced',
      [deals.amount]: language === 'ru' ? '1500,50' : '1500.50',
      [deals.paidAmount]: language === 'ru' ? '0,00' : '0.00',
      [deals.stageChangedAt]: '2026-03-01 13:00:00',
      [deals.changedAt]: '2026-03-01 13:00:00',
      [deals.closedAt]: '',
      [deals.employee]: deal.employeeId,
      [deals.crmSource]: '',
      [deals.customFields]: '"Кабинет: =4; Визитов: 3"',
      [deals.deletedState]: screen.values.no,
      [deals.id]: deal._id,
      [deals.contactId]: contact._id,
      [deals.leadCreatedAt]: '2026-03-01 13:00:00',
      [leads.name]: 'Иван Ёлкин',
      [leads.phone]: '+79990000003',
      [leads.email]: 'ivan@example.com',
      [leads.source]: 'Прямые заходы',
      [leads.channel]: 'direct',
      [leads.site]: 'w9',
      [leads.attribution]: attribution.kinds.session,
      [leads.session]: 'session-1',
      [leads.integration]: 'Medods',
      [leads.externalId]: '1',
      [leads.id]: deal.leadId,
      utm_source: 'yandex',
      utm_term: 'стоматология',
    });
    expect([...told.values()]).toContain(attribution.reasons.one_session);
  });

  test('a file of leads says all that the screen says, in its words', async () => {
    const lead = leadOf(
      { ...key, integrationId: 'medods-2' },
      '1',
      { attribution: { kind: 'default_campaign', reason: 'no_session', campaignId: 'c9' } },
      contactOf(key, '10'),
    );
    await api.storage.leads.upsert([lead]);
    const deal = dealOf({ ...key, integrationId: 'medods-2' }, '1');
    await api.storage.deals.write([{ expectedVersion: null, deal }]);
    const { deals, leads, attribution } = screen;
    const told = await row('/leads?format=csv');
    expect(Object.fromEntries(told)).toMatchObject({
      [leads.createdAt]: '2026-03-01 13:00:00',
      [leads.name]: 'Иван Ёлкин',
      [leads.phone]: '+79990000003',
      [leads.email]: 'ivan@example.com',
      [leads.state]: leads.states.ready,
      [leads.campaign]: 'c9',
      [leads.source]: '',
      [leads.site]: '',
      [leads.attribution]: attribution.kinds.default_campaign,
      [leads.session]: '',
      [leads.integration]: 'Medods · medods-2',
      [leads.externalId]: '1',
      [leads.id]: lead._id,
      [leads.deal]: lead.dealId,
      [leads.dealStatus]: deals.statuses.in_process,
      [leads.dealAmount]: language === 'ru' ? '1500,00' : '1500.00',
      utm_source: '',
      utm_medium: '',
      utm_campaign: '',
      utm_term: '',
      utm_content: '',
    });
    expect([...told.values()]).toContain(attribution.reasons.no_session);
  });
});

describe('with 20,000 deals', () => {
  const DEALS = 20_000;
  let rich: TestTenant;
  beforeAll(async () => {
    rich = await api.tenant();
    const richKey = { tenantId: rich.id, integrationId: 'medods' };
    await api.db.collection<DealDocument>('deals').insertMany(
      Array.from({ length: DEALS }, (_, index) => dealOf(richKey, String(index))),
      { ordered: false, writeConcern: { w: 1 } },
    );
  });
  beforeEach(() => {
    tenant = rich;
  });

  test.each(['csv', 'xlsx'] as const)('a %s has them all, each once, whatever the limit', async (format) => {
    const answer = await exported(`/deals?limit=10&format=${format}`);
    const text = format === 'csv' ? answer.body : sheetOf(answer.rawPayload);
    const ids = new Set(text.match(/deal_[\w-]+/g));
    expect(answer.headers['x-total-count']).toBe(String(DEALS));
    expect(ids.size).toBe(DEALS);
    expect(text.match(format === 'csv' ? /\r\n/g : /<row>/g)).toHaveLength(DEALS + 1);
  });

  const cursors = () =>
    api.db.client
      .db('admin')
      .aggregate([
        { $currentOp: { allUsers: true, idleCursors: true } },
        { $match: { ns: `${api.db.databaseName}.deals` } },
      ])
      .toArray();

  test('an export stops reading the database when its client goes away', async () => {
    const origin = await api.server.listen({ port: 0, host: '127.0.0.1' });
    const headers = { authorization: `Bearer ${tenant.key}` };
    const request = get(origin + tenant.path('/deals?format=csv'), { headers });
    const [answer] = await once(request, 'response');
    await once(answer, 'data');
    answer.pause();
    expect(await cursors()).not.toEqual([]);
    request.destroy();
    await waitFor('the cursor to be closed', async () => (await cursors()).length === 0);
  });

  test.each(['csv', 'xlsx'])(
    'a %s that the audit log cannot take is refused and read no further',
    async (format) => {
      await api.db.command({ collMod: 'audit', validator: { never: { $exists: true } } });
      try {
        const path = tenant.path(`/deals?format=${format}`);
        const answer = await api.call('GET', path, tenant.key);
        expect(answer.json()).toMatchObject({ status: 500, code: 'internal_error' });
        expect(answer.headers).not.toHaveProperty('content-disposition');
        await waitFor('the cursor to be closed', async () => (await cursors()).length === 0);
      } finally {
        await api.db.command({ collMod: 'audit', validator: {} });
      }
    },
  );
});

describe.each([
  ['csv', csvStream],
  ['xlsx', xlsxStream],
] as const)('a %s of rows without an end', (_format, streamOf) => {
  /** Counts what it gave, and tells when nobody wants more. */
  function endless() {
    const source = { given: 0, ended: false };
    async function* rows() {
      try {
        for (;;) {
          source.given += 1;
          yield `row ${source.given} ${randomBytes(100).toString('hex')}`;
        }
      } finally {
        source.ended = true;
      }
    }
    const table: Table<string> = {
      name: 'rows',
      columns: [{ title: 'Строка', cell: (value) => ({ kind: 'text', value }) }],
      rows: rows(),
      timeZone: 'Europe/Moscow',
      language: 'ru',
    };
    return { source, stream: streamOf(table) };
  }

  test('is read no faster than it is taken, and no more once nobody takes it', async () => {
    const { source, stream } = endless();
    stream.read(1);
    await waitFor('the first rows', async () => source.given > 10);
    // Nobody reads: buffers fill up, and then the source must stand still.
    let before = -1;
    await waitFor('the source to stand still', async () => {
      const still = source.given === before;
      before = source.given;
      return still;
    });
    expect(source.given).toBeLessThan(20_000);
    expect(source.ended).toBe(false);
    stream.destroy();
    await waitFor('the source to be closed', async () => source.ended);
  });

  test('passes on the failure of its source', async () => {
    async function* failing(): AsyncGenerator<string> {
      yield 'row 1';
      throw new Error('the source failed');
    }
    const columns = [{ title: 'Строка', cell: (value: string) => ({ kind: 'text', value }) as const }];
    const table: Table<string> = {
      name: 'rows',
      columns,
      rows: failing(),
      timeZone: 'Europe/Moscow',
      language: 'ru',
    };
    await expect(streamOf(table).toArray()).rejects.toThrow('the source failed');
  });
});
