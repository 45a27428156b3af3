import { Decimal128 } from 'mongodb';
import { z } from 'zod';
import { dashboardSchema } from '../../src/api/reports/dashboard';
import type { IntegrationKey, VendorName } from '../../src/domain/names';
import type { Stage } from '../../src/domain/observation';
import type { DealDocument } from '../../src/storage/deals';
import { type EmployeeDocument, employeeId } from '../../src/storage/employees';
import { funnelId, stageId } from '../../src/storage/funnels';
import { startApi, type TestApi } from './harness';
import { dealOf, leadOf } from './records';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** Clocks go forward on 29 March 2026, in the middle of what is asked for. */
const ZONE = 'Europe/Berlin';
const FROM = '2026-03-20';
const TO = '2026-04-05';

const stages: readonly [Stage, ...Stage[]] = [
  { key: 'new', name: 'Новая', order: 10, status: 'in_process' },
  { key: 'came', name: 'Пришёл', order: 20, status: 'in_process' },
  { key: 'paid', name: 'Оплачено', order: 30, status: 'success' },
  { key: 'failed', name: 'Отказ', order: 40, status: 'failed' },
];

async function createTenant(timezone = ZONE): Promise<string> {
  const made = await api.call('POST', '/api/v1/tenants', api.operatorKey, { name: 'Сеть', timezone });
  expect(made.statusCode).toBe(201);
  return made.json().id;
}

async function get(tenant: string, path: string) {
  const answer = await api.call('GET', `/api/v1/tenants/${tenant}${path}`, api.operatorKey);
  expect([path, answer.statusCode]).toEqual([path, 200]);
  return answer.json();
}

async function dashboardOf(tenant: string, query: Readonly<Record<string, string>>) {
  return dashboardSchema.parse(await get(tenant, `/dashboard?${new URLSearchParams(query)}`));
}

const pageSchema = z.object({
  items: z.array(z.object({ id: z.string(), amount: z.string().nullable().default(null) })),
  nextCursor: z.string().nullable(),
});

interface Rows {
  readonly count: number;
  readonly amount: bigint;
}

/** What a list comes to when it is read to its end, and that its count says the same. */
async function rowsOf(
  tenant: string,
  list: 'leads' | 'deals',
  filter: Record<string, string>,
): Promise<Rows> {
  const counted = await get(tenant, `/${list}/count?${new URLSearchParams(filter)}`);
  const ids = new Set<string>();
  let amount = 0n;
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ ...filter, limit: '200', ...(cursor === null ? {} : { cursor }) });
    const page = pageSchema.parse(await get(tenant, `/${list}?${query}`));
    for (const item of page.items) {
      ids.add(item.id);
      amount += kopecks(item.amount ?? '0.00');
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(counted).toEqual({ count: ids.size, more: false });
  return { count: ids.size, amount };
}

function kopecks(amount: string): bigint {
  expect(amount).toMatch(/^-?\d+\.\d\d$/);
  return BigInt(amount.replace('.', ''));
}

/** A small generator of its own, so that what is found wrong is found again. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** Two vendors, a chain's second salon, a funnel that two of them share, and everything that a deal can lack. */
async function fill(tenantId: string): Promise<{ employees: readonly string[] }> {
  const below = numbersFrom(20_260_329);
  const one = <T>(of: readonly [T, ...T[]]): T => of[below(of.length)] ?? of[0];
  const integrations = [
    { integrationId: 'medods', vendor: 'medods', funnel: 'medods' },
    { integrationId: 'profsalon', vendor: 'profsalon', funnel: 'tenant/profsalon' },
    { integrationId: 'profsalon-2', vendor: 'profsalon', funnel: 'tenant/profsalon' },
  ] as const satisfies readonly { integrationId: string; vendor: VendorName; funnel: string }[];
  const people: EmployeeDocument[] = [];
  const deals: DealDocument[] = [];
  const start = Date.parse('2026-03-18T00:00:00Z');
  for (const { integrationId, vendor, funnel } of integrations) {
    const key: IntegrationKey = { tenantId, integrationId };
    for (const externalId of ['1', '2']) {
      const name = externalId === '2' ? null : `Врач ${integrationId}`;
      people.push({ _id: employeeId(key, externalId), ...key, externalId, name });
    }
    await api.storage.funnels.upsert(key, {
      key: funnel,
      name: `Воронка ${funnel}`,
      stages,
    });
    for (let index = 0; index < 250; index += 1) {
      const stage = one(stages);
      const isOdd = below(40) === 0;
      const deleted = stage.key === 'failed' && below(3) === 0;
      deals.push(
        dealOf(key, String(index), {
          vendor,
          createdAt: new Date(start + below(20 * 24) * 3_600_000 + one([0, 0, 1, 59 * 60_000])),
          amount: one([
            null,
            Decimal128.fromString('1500.00'),
            Decimal128.fromString('0.01'),
            Decimal128.fromString('90071992547409.93'),
            Decimal128.fromString('-20.50'),
          ]),
          estimated: one([[], ['createdAt', 'changedAt']]),
          funnelId: funnelId(key, funnel),
          // A stage that the funnel has no more.
          stageId: stageId(key, funnel, isOdd ? 'gone' : stage.key),
          stageStatus: isOdd ? 'in_process' : stage.status,
          employeeId: one([null, employeeId(key, '1'), employeeId(key, '1'), employeeId(key, '2')]),
          listed: below(20) !== 0,
          deleted,
        }),
      );
    }
    await api.storage.leads.upsert(
      Array.from({ length: 80 }, (_, index) =>
        leadOf(key, String(index), {
          vendor,
          createdAt: new Date(start + below(20 * 24 * 60) * 60_000),
        }),
      ),
    );
  }
  const key: IntegrationKey = { tenantId, integrationId: 'medods' };
  // The first and the last instant of the period, and those beside them.
  const edges = [
    '2026-03-19T22:59:59.999Z',
    '2026-03-19T23:00:00Z',
    '2026-04-05T21:59:59.999Z',
    '2026-04-05T22:00:00Z',
  ];
  // The shorter day from midnight to midnight.
  const clocks = [
    '2026-03-28T22:59:59.999Z',
    '2026-03-28T23:00:00Z',
    '2026-03-29T21:59:59.999Z',
    '2026-03-29T22:00:00Z',
  ];
  for (const [index, at] of [...edges, ...clocks].entries()) {
    deals.push(dealOf(key, `edge-${index}`, { createdAt: new Date(at), employeeId: null }));
    await api.storage.leads.upsert([leadOf(key, `edge-${index}`, { createdAt: new Date(at) })]);
  }
  await api.storage.employees.upsert(people);
  await api.storage.deals.write(deals.map((deal) => ({ expectedVersion: null, deal })));
  return { employees: people.map(({ _id }) => _id) };
}

describe('with deals and leads of two vendors', () => {
  let tenant: string;
  let employees: readonly string[];
  beforeAll(async () => {
    tenant = await createTenant();
    ({ employees } = await fill(tenant));
    // What is of another tenant counts nowhere.
    await fill(await createTenant());
  });

  const period = { from: FROM, to: TO };
  const filters = (): readonly Record<string, string>[] => [
    period,
    { ...period, integration: 'profsalon' },
    { ...period, integration: 'medods', employee: employees[0] ?? '' },
    { ...period, employee: 'none' },
    { from: '2026-03-29', to: '2026-03-29' },
    { from: '2024-01-01', to: '2024-01-31' },
  ];

  test.each([0, 1, 2, 3, 4, 5])(
    'every number is what the rows behind it come to, with filters no. %d',
    async (place) => {
      const filter: Record<string, string> = filters()[place] ?? period;
      const { employee: _employee, ...leadFilter } = filter;
      const shown = await dashboardOf(tenant, filter);
      const leads = async (over: Record<string, string> = {}) =>
        (await rowsOf(tenant, 'leads', { ...leadFilter, ...over })).count;
      const deals = (over: Record<string, string> = {}) => rowsOf(tenant, 'deals', { ...filter, ...over });
      const sumOf = async (over: Record<string, string> = {}) => {
        const won = await deals({ ...over, state: 'success' });
        return { deals: (await deals(over)).count, won: won.count, amountWon: won.amount };
      };
      const shownSum = (sum: { deals: number; won: number; amountWon: string }) => ({
        deals: sum.deals,
        won: sum.won,
        amountWon: kopecks(sum.amountWon),
      });

      expect(shown.totals.leads).toBe(await leads());
      expect(shownSum(shown.totals)).toEqual(await sumOf());
      for (const { date, ...day } of shown.leadsByDay) {
        const ofDay = { from: date, to: date };
        const { deals: all, won } = await sumOf(ofDay);
        expect({ date, ...day }).toEqual({ date, leads: await leads(ofDay), deals: all, won });
      }
      for (const { integration, leads: found, ...sum } of shown.byVendor) {
        expect([integration, found]).toEqual([integration, await leads({ integration })]);
        expect(shownSum(sum)).toEqual(await sumOf({ integration }));
      }
      for (const { employeeId: id, name: _name, ...sum } of shown.byEmployee) {
        expect({ id, ...shownSum(sum) }).toEqual({ id, ...(await sumOf({ employee: id ?? 'none' })) });
      }
      for (const { funnelId: funnel, stages: rows } of shown.funnels) {
        for (const { stageId: stage, count, amount } of rows) {
          const found = await deals({ funnel, stage });
          expect({ stage, count, amount: kopecks(amount) }).toEqual({ stage, ...found });
        }
      }
      // Nothing is left out of the parts.
      const total = (parts: readonly { deals: number }[]) => parts.reduce((sum, part) => sum + part.deals, 0);
      for (const parts of [shown.leadsByDay, shown.byVendor, shown.byEmployee]) {
        expect(total(parts)).toBe(shown.totals.deals);
      }
      const standing = shown.funnels.flatMap(({ stages: rows }) => rows);
      expect(standing.reduce((sum, { count }) => sum + count, 0)).toBe(shown.totals.deals);
    },
    60_000,
  );

  test('there are all the days of the period, the short one and those without anything too', async () => {
    const { leadsByDay, from, to, timezone } = await dashboardOf(tenant, { from: '2026-03-01', to: TO });
    expect({ from, to, timezone }).toEqual({ from: '2026-03-01', to: TO, timezone: ZONE });
    expect(leadsByDay).toHaveLength(36);
    expect(leadsByDay[0]).toEqual({ date: '2026-03-01', leads: 0, deals: 0, won: 0 });
    expect(leadsByDay.map(({ date }) => date)).toContain('2026-03-29');
  });

  test('one funnel of two salons is one, its stages are in order, and after them those it lost', async () => {
    const { funnels } = await dashboardOf(tenant, period);
    expect(funnels.map(({ name }) => name)).toEqual(['Воронка medods', 'Воронка tenant/profsalon']);
    for (const { stages: rows } of funnels) {
      expect(rows.map(({ name }) => name).slice(0, 4)).toEqual(['Новая', 'Пришёл', 'Оплачено', 'Отказ']);
      expect(rows.length).toBeGreaterThan(4);
      expect(rows.at(-1)).toMatchObject({ status: 'in_process', conversion: expect.any(Number) });
    }
  });

  test('employees without a name and deals without an employee are told apart', async () => {
    const { byEmployee } = await dashboardOf(tenant, period);
    expect(byEmployee).toHaveLength(7);
    expect(byEmployee.find(({ employeeId: id }) => id === null)).toMatchObject({ name: null });
    const named = byEmployee.find(({ employeeId: id }) => id === employees[0]);
    expect(named).toMatchObject({ name: 'Врач medods' });
  });
});

test('conversion is the share that came to a stage or beyond it, and of a failed stage the share in it', async () => {
  const tenantId = await createTenant();
  const key = { tenantId, integrationId: 'medods' };
  await api.storage.funnels.upsert(key, {
    key: 'medods',
    name: 'Воронка',
    stages,
  });
  const standing = ['new', 'new', 'new', 'came', 'came', 'paid', 'failed', 'failed'];
  await api.storage.deals.write(
    standing.map((stage, index) => ({
      expectedVersion: null,
      deal: dealOf(key, String(index), { stageId: stageId(key, 'medods', stage) }),
    })),
  );
  const { funnels } = await dashboardOf(tenantId, { from: '2026-03-01', to: '2026-03-01' });
  expect(funnels[0]?.stages.map(({ name, conversion }) => [name, conversion])).toEqual([
    ['Новая', 6 / 8],
    ['Пришёл', 3 / 8],
    ['Оплачено', 1 / 8],
    ['Отказ', 2 / 8],
  ]);
});

test('without dates there are the last thirty days, today in the zone of the tenant included', async () => {
  const tenant = await createTenant('Asia/Vladivostok');
  const today = () => new Date().toLocaleDateString('sv', { timeZone: 'Asia/Vladivostok' });
  const before = today();
  const { leadsByDay, totals } = await dashboardOf(tenant, {});
  expect(leadsByDay).toHaveLength(30);
  expect([before, today()]).toContain(leadsByDay.at(-1)?.date);
  expect(totals).toEqual({ leads: 0, deals: 0, won: 0, amountWon: '0.00' });
});

test.each([
  ['from=2026-03-02&to=2026-03-01', 'range_invalid'],
  ['from=2021-03-01&to=2026-03-01', 'range_too_long'],
  ['from=2026-03-01T00:00:00Z', 'invalid_request'],
  ['state=success', 'invalid_request'],
])('a dashboard of %s is refused as %s', async (query, code) => {
  const { id, key } = await api.tenant();
  const answer = await api.call('GET', `/api/v1/tenants/${id}/dashboard?${query}`, key);
  expect(answer.json()).toMatchObject({ status: 400, code });
});

test('where clocks go forward at midnight, the days still meet without a gap or an overlap', async () => {
  const tenantId = await createTenant('America/Asuncion');
  const key = { tenantId, integrationId: 'medods' };
  // On 6 October 2024 there was no time from 00:00 to 01:00.
  const instants = [
    '2024-10-06T03:59:59.999Z',
    '2024-10-06T04:00:00Z',
    '2024-10-07T02:59:59.999Z',
    '2024-10-07T03:00:00Z',
  ];
  await api.storage.deals.write(
    instants.map((at, index) => ({
      expectedVersion: null,
      deal: dealOf(key, String(index), { createdAt: new Date(at) }),
    })),
  );
  const { leadsByDay } = await dashboardOf(tenantId, { from: '2024-10-05', to: '2024-10-07' });
  expect(leadsByDay.map(({ deals }) => deals)).toEqual([1, 2, 1]);
  for (const { date, deals } of leadsByDay) {
    expect((await rowsOf(tenantId, 'deals', { from: date, to: date })).count).toBe(deals);
  }
});
