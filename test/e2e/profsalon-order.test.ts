import fc from 'fast-check';
import { presentDeal } from '../../src/api/views/deal';
import { presentHistory } from '../../src/api/views/history';
import { presentLead } from '../../src/api/views/lead';
import { createSalon, type TestSalon } from '../system/salon';
import { startSystem, type TestSystem } from '../system/system';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

/** Each run drains about ten times for real, and takes up to a second. */
const RUNS = 20;
const LIMIT_MS = 120_000;
const START = Date.parse('2026-03-10T06:00:00Z');
const RECEIVED = Date.parse('2026-03-20T00:00:00Z');
const SECOND = 1000;

const at = (minute: number) => new Date(START + minute * 60 * SECOND).toISOString();

const someClient = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      id: fc.constantFrom(7, 7, 8),
      name: fc.constantFrom('Иван', 'Ольга', 'Пётр', ''),
      phone: fc.constantFrom('79990000003', '8 (999) 000-00-04', 'нет', ''),
      email: fc.constantFrom('ivan@example.test', 'olga@example.test', ''),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      phone: fc.constantFrom('79990000005', '79990000006'),
      name: fc.constantFrom('Вера', 'Анна', ''),
    }),
  },
  { weight: 1, arbitrary: fc.constant([]) },
);

const someState = fc.record(
  {
    name: fc.constantFrom('Стрижка', 'Укладка', ''),
    status: fc.constantFrom('new', 'came', 'paid', 'no_show', 'unheard', ''),
    sum: fc.constantFrom(0, 1500, '2 500,00 ₽', ''),
    paid_sum: fc.constantFrom(0, '1 000'),
    created_at: fc.constantFrom(at(-5), at(-6)),
    start: fc.constantFrom(at(9_000), at(-100)),
    client: someClient,
    employee: fc.constantFrom({ id: 31, name: 'Анна' }, {}),
    source: fc.constantFrom(100, 1),
    extra_fields: fc.constantFrom([{ code: 'card', value: 'A' }], { visits: 4 }, { card: 'B' }, []),
  },
  { requiredKeys: ['client'] },
);

interface Happening {
  readonly minute: number;
  readonly record: 1 | 2;
  readonly event: 'create' | 'update' | 'delete';
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Who booked each of the two records, where a body tells it. */
const someOrigins = fc.record({ 1: fc.constantFrom(true, false, 'yes'), 2: fc.constantFrom(false, null) });

/** What happened at a salon; no two things at the same time, often the same as before. */
const someHappenings: fc.Arbitrary<Happening[]> = fc
  .tuple(fc.array(someState, { minLength: 2, maxLength: 4 }), someOrigins)
  .chain(([states, origins]) =>
    fc.uniqueArray(
      fc
        .record({
          minute: fc.integer({ min: 0, max: 60 }),
          record: fc.constantFrom(1 as const, 2 as const),
          event: fc.constantFrom('create' as const, 'update' as const, 'update' as const, 'delete' as const),
          state: fc.oneof(fc.constantFrom(...states), someState),
          tellsOrigin: fc.boolean(),
        })
        .map(({ state, tellsOrigin, ...happening }) => ({
          ...happening,
          fields: tellsOrigin ? { ...state, is_online: origins[happening.record] } : state,
        })),
      { minLength: 4, maxLength: 8, selector: ({ minute }) => minute },
    ),
  )
  .map((list) => list.sort((one, other) => one.minute - other.minute));

/** How it is told: in this order, with these repeats, so many in a delivery, drained after those. */
interface Telling {
  readonly order: readonly Happening[];
  readonly groups: readonly number[];
  readonly drains: readonly boolean[];
}

const someTelling: fc.Arbitrary<{ happenings: Happening[]; telling: Telling }> = someHappenings.chain(
  (happenings) =>
    fc
      .tuple(
        fc.array(fc.constantFrom(...happenings), { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 12, maxLength: 12 }),
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      )
      .chain(([repeats, groups, drains]) => {
        const all = [...happenings, ...repeats];
        return fc
          .shuffledSubarray(
            all.map((_, index) => index),
            { minLength: all.length },
          )
          .map((indexes) => ({
            happenings,
            telling: { order: indexes.flatMap((index) => all[index] ?? []), groups, drains },
          }));
      }),
);

async function tell(salon: TestSalon, { order, groups, drains }: Telling): Promise<void> {
  const left = order.map(({ minute, record, event, fields }) =>
    salon.body({ ...fields, id: record, changed_at: at(minute) }, event),
  );
  for (let delivery = 0; left.length > 0; delivery += 1) {
    const bodies = left.splice(0, groups[delivery] ?? 1);
    // The first sight of a record is when it was first told of, which is not what is compared here.
    const receivedAt = new Date(RECEIVED);
    await salon.store(bodies.length === 1 ? bodies[0] : bodies, { receivedAt });
    if (drains[delivery] === true) await salon.drain();
  }
  await salon.drain();
}

/** All that people see of a salon, and what it is found by. */
async function outcomeOf(salon: TestSalon): Promise<unknown> {
  const deals = sorted(await salon.deals());
  const ids = deals.map(({ externalId }) => externalId);
  const observations = await system.storage.observations.ofRecords(salon.key, ids);
  return {
    deals: deals.map((deal) => ({
      deal: presentDeal(deal),
      search: deal.search,
      history: presentHistory(deal, observations.get(deal.externalId) ?? []).map(
        ({ changedAt, changes }) => ({ changedAt, changes }),
      ),
    })),
    leads: sorted(await salon.leads()).map((lead) => ({ lead: presentLead(lead), search: lead.search })),
    contacts: sorted(await salon.contacts()).map(({ externalId, name, phones, emails, search }) => {
      return { externalId, name, phones, emails, search };
    }),
  };
}

function sorted<T extends { readonly externalId: string }>(list: readonly T[]): T[] {
  return list.toSorted((one, other) => one.externalId.localeCompare(other.externalId));
}

async function forgetRecords({ key: { tenantId } }: TestSalon): Promise<void> {
  const kept = ['inbox', 'observations', 'deals', 'leads', 'contacts', 'employees'];
  await Promise.all(kept.map((name) => system.db.collection(name).deleteMany({ tenantId })));
}

test(
  'any order, repetition and grouping of what happened gives what people see when it is told in order',
  async () => {
    const salon = await createSalon(system, { active: true });
    const seen = { stale: 0, duplicate: 0 };
    await fc.assert(
      fc.asyncProperty(someTelling, async ({ happenings, telling }) => {
        await forgetRecords(salon);
        await tell(salon, { order: happenings, groups: [], drains: happenings.map(() => true) });
        const expected = await outcomeOf(salon);
        await forgetRecords(salon);
        await tell(salon, telling);
        expect(await outcomeOf(salon)).toEqual(expected);
        const results = (await salon.deliveries()).flatMap((row) => row.results);
        seen.stale += results.filter(({ outcome }) => outcome === 'stale').length;
        seen.duplicate += results.filter(({ outcome }) => outcome === 'duplicate').length;
        expect(results).toHaveLength(telling.order.length);
      }),
      { numRuns: RUNS },
    );
    // Orders that are none would prove nothing.
    expect(seen.stale).toBeGreaterThan(RUNS);
    expect(seen.duplicate).toBeGreaterThan(RUNS);
  },
  LIMIT_MS,
);
