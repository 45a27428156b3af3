import type { Decimal128 } from 'mongodb';
import { z } from 'zod';
import { vendorNames } from '../../domain/names';
import type { FunnelDocument } from '../../storage/funnels';
import type { DealSum, DealSums, LeadSums, StageSum } from '../../storage/sums';
import { stageStatusSchema } from '../views/deal';
import type { LocalDays } from './local-days';

/** Roubles as an exact decimal string, e.g. `1500.00`. */
const sumOfMoney = z.string();

const dealSumShape = { deals: z.int(), won: z.int(), amountWon: sumOfMoney };

/**
 * Numbers of some days of a tenant. `leads` counts leads and `deals` deals by their creation; a deal that
 * was deleted in the vendor's system counts too, it stands in the failed stage. `won` are the deals among
 * them whose stage is a success today, whenever it became one, and `amountWon` is their amount.
 */
export const dashboardSchema = z.object({
  /** The first and the last day, local dates of `timezone`. */
  from: z.iso.date(),
  to: z.iso.date(),
  timezone: z.string(),
  /** Every day of the period, in order. */
  leadsByDay: z.array(z.object({ date: z.iso.date(), leads: z.int(), deals: z.int(), won: z.int() })),
  /** Funnels that have deals, in order of name, with all of their stages in order. */
  funnels: z.array(
    z.object({
      funnelId: z.string(),
      name: z.string(),
      stages: z.array(
        z.object({
          stageId: z.string(),
          name: z.string(),
          status: stageStatusSchema,
          /** Deals that stand in the stage today, and their amount. */
          count: z.int(),
          amount: sumOfMoney,
          /**
           * The share, 0–1, of the funnel's deals that stand in this stage or in a later one that is not
           * failed; of a failed stage, the share that stands in it. Null for a funnel without deals.
           */
          conversion: z.number().nullable(),
        }),
      ),
    }),
  ),
  totals: z.object({ leads: z.int(), ...dealSumShape }),
  /** One row for each integration that has leads or deals, the one with most deals first. */
  byVendor: z.array(
    z.object({
      integration: z.string(),
      vendor: z.enum(vendorNames),
      leads: z.int(),
      ...dealSumShape,
    }),
  ),
  /** Responsible persons of the deals, who has most of them first; `employeeId` is null for nobody. */
  byEmployee: z.array(
    z.object({ employeeId: z.string().nullable(), name: z.string().nullable(), ...dealSumShape }),
  ),
});

type Dashboard = z.infer<typeof dashboardSchema>;

export interface DashboardFacts {
  readonly days: LocalDays;
  readonly timeZone: string;
  readonly deals: DealSums;
  readonly leads: LeadSums;
  readonly funnels: ReadonlyMap<string, FunnelDocument>;
  readonly employees: ReadonlyMap<string, { readonly name: string | null }>;
}

export function presentDashboard({
  days,
  timeZone,
  deals,
  leads,
  funnels,
  employees,
}: DashboardFacts): Dashboard {
  return {
    from: days.dates[0],
    to: days.dates.at(-1) ?? days.dates[0],
    timezone: timeZone,
    leadsByDay: presentDays(days, deals, leads),
    funnels: presentFunnels(deals.stages, funnels),
    totals: { leads: leads.totals[0]?.leads ?? 0, ...presentSum(deals.totals[0]) },
    byVendor: presentIntegrations(deals, leads),
    byEmployee: deals.employees
      .map(({ _id, ...sum }) => ({
        employeeId: _id,
        name: employees.get(_id ?? '')?.name ?? null,
        ...presentSum(sum),
      }))
      .sort(
        (one, other) => other.deals - one.deals || (one.name ?? '').localeCompare(other.name ?? '', 'ru'),
      ),
  };
}

function presentDays({ dates }: LocalDays, deals: DealSums, leads: LeadSums): Dashboard['leadsByDay'] {
  const dealsOf = new Map(deals.days.map((sum) => [sum._id, sum]));
  const leadsOf = new Map(leads.days.map((sum) => [sum._id, sum.leads]));
  return dates.map((date, day) => ({
    date,
    leads: leadsOf.get(day) ?? 0,
    deals: dealsOf.get(day)?.deals ?? 0,
    won: dealsOf.get(day)?.won ?? 0,
  }));
}

function presentIntegrations(deals: DealSums, leads: LeadSums): Dashboard['byVendor'] {
  const dealsOf = new Map(deals.integrations.map((sum) => [sum._id.integrationId, sum]));
  const leadsOf = new Map(leads.integrations.map((sum) => [sum._id.integrationId, sum.leads]));
  const vendors = new Map(
    [...leads.integrations, ...deals.integrations].map(({ _id }) => [_id.integrationId, _id.vendor]),
  );
  return [...vendors]
    .map(([integration, vendor]) => ({
      integration,
      vendor,
      leads: leadsOf.get(integration) ?? 0,
      ...presentSum(dealsOf.get(integration)),
    }))
    .sort(
      (one, other) =>
        other.deals - one.deals ||
        other.leads - one.leads ||
        one.integration.localeCompare(other.integration),
    );
}

function presentFunnels(
  sums: readonly StageSum[],
  funnels: ReadonlyMap<string, FunnelDocument>,
): Dashboard['funnels'] {
  const ids = new Set(sums.map(({ _id }) => _id.funnelId));
  return [...ids]
    .map((funnelId) => {
      const funnel = funnels.get(funnelId);
      const stages = presentStages(
        sums.filter(({ _id }) => _id.funnelId === funnelId),
        funnel?.stages ?? [],
      );
      return { funnelId, name: funnel?.name ?? funnelId, stages };
    })
    .sort(
      (one, other) => one.name.localeCompare(other.name, 'ru') || one.funnelId.localeCompare(other.funnelId),
    );
}

/** The stages of a funnel in order, and after them those with deals that it does not have any more. */
function presentStages(
  sums: readonly StageSum[],
  stages: FunnelDocument['stages'],
): Dashboard['funnels'][number]['stages'] {
  const sumOf = new Map(sums.map((sum) => [sum._id.stageId, sum]));
  const known = new Set(stages.map(({ id }) => id));
  const rows = [
    ...[...stages]
      .sort((one, other) => one.order - other.order)
      .map(({ id, name, status }) => ({ id, name, status })),
    ...sums
      .filter(({ _id }) => !known.has(_id.stageId))
      .map(({ _id: { stageId }, status }) => ({ id: stageId, name: stageId, status }))
      .sort((one, other) => one.id.localeCompare(other.id)),
  ].map(({ id, name, status }) => ({
    stageId: id,
    name,
    status,
    count: sumOf.get(id)?.deals ?? 0,
    amount: presentMoney(sumOf.get(id)?.amount),
  }));
  const all = rows.reduce((sum, { count }) => sum + count, 0);
  return rows.map((row, place) => {
    const reached =
      row.status === 'failed'
        ? row.count
        : rows.slice(place).reduce((sum, { status, count }) => sum + (status === 'failed' ? 0 : count), 0);
    return { ...row, conversion: all === 0 ? null : reached / all };
  });
}

function presentSum({ deals, won, amountWon }: Partial<DealSum> = {}): {
  deals: number;
  won: number;
  amountWon: string;
} {
  return { deals: deals ?? 0, won: won ?? 0, amountWon: presentMoney(amountWon) };
}

function presentMoney(amount: Decimal128 | undefined): string {
  return amount?.toString() ?? '0.00';
}
