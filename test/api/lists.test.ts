import { Decimal128 } from 'mongodb';
import type { DealDocument } from '../../src/storage/deals';
import { employeeId } from '../../src/storage/employees';
import { funnelId, stageId } from '../../src/storage/funnels';
import { startApi, type TestApi, type TestTenant } from './harness';
import { contactOf, dealOf, funnel, leadOf, observationOf, runOf } from './records';

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

async function get(path: string) {
  const answer = await api.call('GET', tenant.path(path), tenant.key);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

const idsOf = (page: { items: { externalId: string }[] }) => page.items.map(({ externalId }) => externalId);

async function insertDeals(deals: readonly ReturnType<typeof dealOf>[]): Promise<void> {
  await api.storage.deals.write(deals.map((deal) => ({ expectedVersion: null, deal })));
}

const at = (text: string) => ({ createdAt: new Date(text) });

test('a list is newest first and its pages meet without a gap or an overlap, equal times included', async () => {
  const deals = Array.from({ length: 25 }, (_, index) =>
    dealOf(key, String(index), at(`2026-03-${String(1 + Math.floor(index / 5)).padStart(2, '0')}T10:00:00Z`)),
  );
  await insertDeals(deals);
  const seen: string[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const page: { items: { id: string; createdAt: string }[]; nextCursor: string | null } = await get(
      `/deals?limit=4${cursor === null ? '' : `&cursor=${cursor}`}`,
    );
    seen.push(...page.items.map(({ createdAt, id }) => `${createdAt} ${id}`));
    cursor = page.nextCursor;
    pages += 1;
  } while (cursor !== null);
  expect(pages).toBe(7);
  expect(seen).toEqual([...seen].sort().reverse());
  expect(new Set(seen).size).toBe(25);
});

test('dates are days of the tenant, the last one included; instants are exact', async () => {
  await insertDeals([
    dealOf(key, 'evening', at('2026-03-01T20:59:59.999Z')), // 23:59:59.999 in Moscow
    dealOf(key, 'midnight', at('2026-03-01T21:00:00Z')),
    dealOf(key, 'next', at('2026-03-02T21:00:00Z')),
  ]);
  expect(idsOf(await get('/deals?from=2026-03-01&to=2026-03-01'))).toEqual(['evening']);
  expect(idsOf(await get('/deals?from=2026-03-02&to=2026-03-02'))).toEqual(['midnight']);
  expect(idsOf(await get('/deals?from=2026-03-02T00:00:00%2B03:00&to=2026-03-03T00:00:00%2B03:00'))).toEqual([
    'next',
    'midnight',
  ]);
  expect(idsOf(await get('/deals?to=2026-03-01T21:00:00Z'))).toEqual(['midnight', 'evening']);
});

test('each filter narrows the list, and only listed deals are in it', async () => {
  const stage = stageId(key, funnel, 'paid');
  await insertDeals([
    dealOf(key, '1', { stageId: stage, stageStatus: 'success' }),
    dealOf(key, '2', {
      attribution: { kind: 'default_source', reason: 'no_session', sourceId: 's1', siteId: 'w1' },
    }),
    dealOf({ ...key, integrationId: 'medods-2' }, '3'),
    dealOf(key, '4', { attribution: { kind: 'default_campaign', reason: 'no_session', campaignId: 'c1' } }),
    dealOf(key, 'hidden', { listed: false }),
  ]);
  expect(idsOf(await get('/deals')).sort()).toEqual(['1', '2', '3', '4']);
  expect(idsOf(await get(`/deals?stage=${stage}`))).toEqual(['1']);
  expect(idsOf(await get('/deals?state=success'))).toEqual(['1']);
  expect(idsOf(await get('/deals?source=s1'))).toEqual(['2']);
  expect(idsOf(await get('/deals?campaign=c1'))).toEqual(['4']);
  expect(idsOf(await get('/deals?integration=medods-2'))).toEqual(['3']);
  expect(
    idsOf(await get(`/deals?funnel=${funnelId({ ...key, integrationId: 'medods-2' }, funnel)}`)),
  ).toEqual(['3']);
});

test('people are found by the beginning of a word, by a phone in any form, by its end and by their number', async () => {
  const ivan = contactOf(key, '10');
  const anna = contactOf(key, '11', {
    name: 'Анна (Ким)',
    phones: ['+79990001234'],
    emails: ['a.kim@example.com'],
  });
  await api.storage.contacts.upsert([ivan, anna]);
  await api.storage.leads.upsert([leadOf(key, '1', {}, ivan), leadOf(key, '2', {}, anna)]);
  const found = async (q: string) => idsOf(await get(`/leads?q=${encodeURIComponent(q)}`));
  expect(await found('елк')).toEqual(['1']);
  expect(await found('ИВАН ёлкин')).toEqual(['1']);
  expect(await found('8 (999) 000-00-03')).toEqual(['1']);
  expect(await found('1234')).toEqual(['2']);
  expect(await found('a.kim@')).toEqual(['2']);
  expect(await found('2')).toEqual(['2']);
  expect(await found('лкин')).toEqual([]);
  expect(await found('.*')).toEqual([]);
  expect(await found('анна ёлкин')).toEqual([]);
  expect(idsOf(await get('/contacts?q=ким'))).toEqual(['11']);
});

test('a lead without a contact is listed, with a contact whose fields are empty', async () => {
  await api.storage.leads.upsert([leadOf(key, '1')]);
  const { items } = await get('/leads?state=no_contact');
  expect(items).toEqual([
    {
      id: expect.any(String),
      integration: 'medods',
      externalId: '1',
      state: 'no_contact',
      createdAt: '2026-03-01T10:00:00.000Z',
      createdAtEstimated: true,
      contact: { name: null, phone: null, email: null },
      attribution: {
        kind: 'default_campaign',
        reason: 'no_session',
        sessionId: null,
        campaignId: 'c1',
        sourceId: null,
        siteId: null,
        utm: null,
      },
      dealId: expect.any(String),
      campaignName: null,
      sourceName: null,
      channel: null,
      deal: null,
      siteName: null,
    },
  ]);
});

test('a contact nothing refers to, and an erased one, are not listed', async () => {
  await api.storage.contacts.upsert([
    contactOf(key, '1'),
    contactOf(key, '2', { expiresAt: new Date(Date.now() + 1e9) }),
    contactOf(key, '3', { erasedAt: new Date() }),
  ]);
  expect(idsOf(await get('/contacts'))).toEqual(['1']);
});

test('money is a decimal string and never loses a kopeck', async () => {
  const amount = Decimal128.fromString('90071992547409.93');
  await insertDeals([dealOf(key, '1', { amount, paidAmount: null })]);
  const { items } = await get('/deals');
  expect(items[0]).toMatchObject({ amount: '90071992547409.93', paidAmount: null });
});

test("a deal's history tells each change in the words of its JSON, newest first, and no silent repetition", async () => {
  const deal = dealOf(key, '1');
  await insertDeals([deal]);
  await api.storage.observations.insert([
    observationOf(key, '1', '2026-03-01T10:00:00Z', {
      funnelKey: funnel,
      stageKey: 'approved',
      amount: null,
      online: true,
    }),
    observationOf(key, '1', '2026-03-02T10:00:00Z', {
      funnelKey: funnel,
      stageKey: 'approved',
      online: false,
    }),
    observationOf(key, '1', '2026-03-03T10:00:00Z', { stageKey: 'paid', amount: '1500.00' }),
  ]);
  const { items } = await get(`/deals/${deal._id}/history`);
  expect(items).toEqual([
    {
      changedAt: '2026-03-03T10:00:00.000Z',
      receivedAt: '2026-03-03T10:00:00.000Z',
      changes: [
        { field: 'stageId', from: stageId(key, funnel, 'approved'), to: stageId(key, funnel, 'paid') },
        { field: 'amount', from: null, to: '1500.00' },
      ],
      origin: { kind: 'run', id: 'run-2026-03-03T10:00:00Z' },
    },
    {
      changedAt: '2026-03-01T10:00:00.000Z',
      receivedAt: '2026-03-01T10:00:00.000Z',
      changes: [
        { field: 'funnelId', from: null, to: deal.funnelId },
        { field: 'stageId', from: null, to: stageId(key, funnel, 'approved') },
      ],
      origin: { kind: 'run', id: 'run-2026-03-01T10:00:00Z' },
    },
  ]);
});

test('pick-lists, employees and funnels go on by their cursors', async () => {
  for (const id of ['a', 'b', 'c']) {
    await api.call('POST', tenant.path('/sources'), tenant.key, { id, name: id, channel: 'cpc' });
    await api.storage.funnels.upsert(key, {
      key: id,
      name: id,
      stages: [{ key: 's', name: 's', order: 1, status: 'in_process' }],
    });
  }
  const first = await get('/sources?limit=2');
  const second = await get(`/sources?limit=2&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(second.nextCursor).toBeNull();
  const funnels = await get('/funnels?limit=2');
  const rest = await get(`/funnels?limit=2&cursor=${funnels.nextCursor}`);
  expect([...idsOf(funnels), ...idsOf(rest)].sort()).toEqual(['a', 'b', 'c']);
});

test('a run tells how far it is and when it will end', async () => {
  await api.call('PUT', tenant.path('/integrations/medods'), tenant.key, {
    settings: { uid: 'clinic-1', identity: 'i', secretKey: 's' },
  });
  const startedAt = new Date(Date.now() - 60_000);
  await api.storage.runs.ensure(
    runOf(key, 'r1', { state: 'running', startedAt, progress: { done: 25, total: 100 } }),
  );
  const run = await get('/integrations/medods/runs/r1');
  expect(run).toMatchObject({ state: 'running', progress: { done: 25, total: 100, percent: 25 } });
  const left = Date.parse(run.progress.estimatedEndAt) - Date.now();
  expect(left).toBeGreaterThan(170_000);
  expect(left).toBeLessThan(190_000);
  expect((await get('/integrations/medods/runs')).items).toHaveLength(1);
});

test('deals are narrowed by who is responsible, by nobody, by deletion and by the days of their closing', async () => {
  const closed = (text: string) => ({ closedAt: new Date(text) });
  await insertDeals([
    dealOf(key, 'evening', closed('2026-03-01T20:59:59.999Z')), // 23:59:59.999 in Moscow
    dealOf(key, 'midnight', closed('2026-03-01T21:00:00Z')),
    dealOf(key, 'nobody', { employeeId: null }),
    dealOf(key, 'deleted', { deleted: true, employeeId: employeeId(key, '43') }),
  ]);
  expect(idsOf(await get(`/deals?employee=${employeeId(key, '43')}`))).toEqual(['deleted']);
  expect(idsOf(await get('/deals?employee=none'))).toEqual(['nobody']);
  expect(idsOf(await get('/deals?deleted=true'))).toEqual(['deleted']);
  expect(idsOf(await get('/deals?deleted=false')).sort()).toEqual(['evening', 'midnight', 'nobody']);
  expect(idsOf(await get('/deals?closedFrom=2026-03-01&closedTo=2026-03-01'))).toEqual(['evening']);
  expect(idsOf(await get('/deals?closedFrom=2026-03-02'))).toEqual(['midnight']);
  expect(idsOf(await get('/deals?closedTo=2026-03-02')).sort()).toEqual(['evening', 'midnight']);
});

test('rows name what they refer to, and an unknown one is shown by its id alone', async () => {
  const contact = contactOf(key, '10', { phones: ['+79990000003', '+79990000004'] });
  await api.storage.contacts.upsert([contact]);
  await api.storage.employees.upsert([
    { _id: employeeId(key, '42'), ...key, externalId: '42', name: 'Вера Кук' },
  ]);
  await api.storage.funnels.upsert(key, {
    key: funnel,
    name: 'Сделки из Medods',
    stages: [{ key: 'serviced', name: 'Приём завершён', order: 1, status: 'in_process' }],
  });
  await api.call('POST', tenant.path('/sites'), tenant.key, {
    id: 'w1',
    domain: 'clinic.example.ru',
    name: 'Сайт',
  });
  await api.call('POST', tenant.path('/sources'), tenant.key, { id: 's1', name: 'Поиск', channel: 'cpc' });
  const attribution = {
    kind: 'default_source',
    reason: 'no_session',
    sourceId: 's1',
    siteId: 'w1',
  } as const;
  const deal = dealOf(key, '1', { attribution }, contact);
  await insertDeals([deal, dealOf(key, '2', { ...at('2026-02-01T10:00:00Z'), employeeId: null })]);
  await api.storage.leads.upsert([leadOf(key, '1', { attribution }), leadOf(key, '2')]);

  const names = { campaignName: null, sourceName: 'Поиск', channel: 'cpc', siteName: 'Сайт' };
  const named = {
    ...names,
    funnelName: 'Сделки из Medods',
    stageName: 'Приём завершён',
    employeeName: 'Вера Кук',
    contact: { name: 'Иван Ёлкин', phone: '+79990000003', email: 'ivan@example.com' },
  };
  const { items: deals } = await get('/deals');
  expect(deals).toMatchObject([named, { employeeName: null, contact: null, sourceName: null }]);
  expect(await get(`/deals/${deal._id}`)).toEqual(deals[0]);
  const { items: leads } = await get('/leads');
  expect(leads.find(({ externalId }: { externalId: string }) => externalId === '1')).toMatchObject(names);
  expect(leads.find(({ externalId }: { externalId: string }) => externalId === '2')).toMatchObject({
    attribution: { campaignId: 'c1', reason: 'no_session' },
    campaignName: null,
  });
  for (const lead of leads) expect(await get(`/leads/${lead.id}`)).toEqual(lead);
});

test('a lead or a deal of another tenant is as absent as one that never was', async () => {
  const other = await api.tenant();
  const lead = leadOf({ ...key, tenantId: other.id }, '1');
  const deal = dealOf({ ...key, tenantId: other.id }, '1');
  await api.storage.leads.upsert([lead]);
  await insertDeals([deal]);
  for (const path of [`/leads/${lead._id}`, `/deals/${deal._id}`, `/deals/${deal._id}/history`]) {
    expect((await api.call('GET', other.path(path), other.key)).statusCode).toBe(200);
    const absent = await api.call('GET', tenant.path(path), tenant.key);
    expect(absent.json()).toMatchObject({ status: 404, code: 'not_found' });
  }
});

test('a lead tells what its deal has come to, and a deal when its lead came in', async () => {
  const lead = leadOf(key, '1');
  await api.storage.leads.upsert([lead, leadOf(key, '2')]);
  await insertDeals([dealOf(key, '1', { leadId: lead._id, stageStatus: 'success' }), dealOf(key, '3')]);
  const { items: leads } = await get('/leads');
  expect(new Map(leads.map((one: { id: string; deal: unknown }) => [one.id, one.deal]))).toEqual(
    new Map([
      [lead._id, { amount: '1500.00', stageStatus: 'success' }],
      [leadOf(key, '2')._id, null],
    ]),
  );
  expect((await get(`/leads/${lead._id}`)).deal).toEqual({ amount: '1500.00', stageStatus: 'success' });
  const { items: deals } = await get('/deals');
  expect(
    new Map(
      deals.map((one: { externalId: string; leadCreatedAt: unknown }) => [one.externalId, one.leadCreatedAt]),
    ),
  ).toEqual(
    new Map([
      ['1', '2026-03-01T10:00:00.000Z'],
      ['3', null],
    ]),
  );
});

test('a lead that is taken back is not found any more', async () => {
  const lead = leadOf(key, '1');
  await api.storage.leads.upsert([lead]);
  expect((await get(`/leads/${lead._id}`)).id).toBe(lead._id);
  await api.storage.leads.withdraw(key, ['1']);
  const gone = await api.call('GET', tenant.path(`/leads/${lead._id}`), tenant.key);
  expect(gone.json()).toMatchObject({ status: 404, code: 'not_found' });
});

test('a count is exact up to 10,000, then it says that there are more', async () => {
  const MANY = 10_000;
  const attribution = { kind: 'default_campaign', reason: 'no_session', campaignId: 'c2' } as const;
  await api.db.collection<DealDocument>('deals').insertMany(
    Array.from({ length: MANY }, (_, index) => dealOf(key, String(index), { attribution })),
    { ordered: false, writeConcern: { w: 1 } },
  );
  expect(await get('/deals/count')).toEqual({ count: MANY, more: false });
  await insertDeals([dealOf(key, 'one more'), dealOf(key, 'hidden', { listed: false })]);
  expect(await get('/deals/count')).toEqual({ count: MANY, more: true });
  expect(await get('/deals/count?campaign=c2')).toEqual({ count: MANY, more: false });
  expect(await get('/deals/count?campaign=none')).toEqual({ count: 0, more: false });
  expect(await get('/leads/count')).toEqual({ count: 0, more: false });
});
