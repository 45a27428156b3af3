import { type Collection, type Db, Decimal128, type Document } from 'mongodb';
import type { StageStatus, VendorName } from '../domain/names';
import { type Days, dayNumber } from './days';
import { dealIndexes } from './deal-indexes';
import { type DealDocument, type DealFilter, dealsOf } from './deals';
import { type LeadDocument, type LeadFilter, leadIndexes, leadsOf } from './leads';

/** Deals together, and those of them whose stage is a success. Amounts are exact. */
export interface DealSum {
  readonly deals: number;
  readonly won: number;
  readonly amountWon: Decimal128;
}

/** Deals of some days, added up in several ways; what has no deals is left out. */
export interface DealSums {
  /** One at most. */
  readonly totals: readonly DealSum[];
  /** By the number of the day, from 0. */
  readonly days: readonly (DealSum & { readonly _id: number })[];
  readonly stages: readonly StageSum[];
  readonly integrations: readonly (DealSum & { readonly _id: IntegrationOfVendor })[];
  /** By the responsible person; null for nobody. */
  readonly employees: readonly (DealSum & { readonly _id: string | null })[];
}

/** Deals that stand in one stage. */
export interface StageSum {
  readonly _id: { readonly funnelId: string; readonly stageId: string };
  readonly status: StageStatus;
  readonly deals: number;
  readonly amount: Decimal128;
}

/** Leads of some days, added up in several ways; what has no leads is left out. */
export interface LeadSums {
  /** One at most. */
  readonly totals: readonly { readonly leads: number }[];
  /** By the number of the day, from 0. */
  readonly days: readonly { readonly _id: number; readonly leads: number }[];
  readonly integrations: readonly { readonly _id: IntegrationOfVendor; readonly leads: number }[];
}

interface IntegrationOfVendor {
  readonly integrationId: string;
  readonly vendor: VendorName;
}

const NOTHING = Decimal128.fromString('0.00');

const dealSum = {
  deals: { $sum: '$deals' },
  won: { $sum: { $cond: [{ $eq: ['$_id.stageStatus', 'success'] }, '$deals', 0] } },
  amountWon: { $sum: { $cond: [{ $eq: ['$_id.stageStatus', 'success'] }, '$amount', NOTHING] } },
};

const leadSum = { leads: { $sum: '$leads' } };

const integrationOfVendor = { integrationId: '$_id.integrationId', vendor: '$_id.vendor' };

/** All that is added up is in the keys of the list's index. */
const reading = { allowDiskUse: true, hint: 'list' } as const;

/** What leads and deals of some days come to. */
export class Sums {
  private readonly dealCollection: Collection<DealDocument>;
  private readonly leadCollection: Collection<LeadDocument>;

  constructor(db: Db) {
    this.dealCollection = db.collection(dealIndexes.collection);
    this.leadCollection = db.collection(leadIndexes.collection);
  }

  /**
   * Listed deals created within the days. All sums are of one reading, so that they agree with each other.
   */
  async deals(tenantId: string, filter: Omit<DealFilter, 'created'>, days: Days): Promise<DealSums> {
    const within = { from: days.starts[0], before: days.end };
    const pipeline: Document[] = [
      { $match: dealsOf(tenantId, { ...filter, created: within }) },
      {
        $group: {
          _id: {
            day: dayNumber('createdAt', days),
            integrationId: '$integrationId',
            vendor: '$vendor',
            funnelId: '$funnelId',
            stageId: '$stageId',
            stageStatus: '$stageStatus',
            employeeId: '$employeeId',
          },
          deals: { $sum: 1 },
          amount: { $sum: { $ifNull: ['$amount', NOTHING] } },
        },
      },
      {
        $facet: {
          totals: [{ $group: { _id: null, ...dealSum } }],
          days: [{ $group: { _id: '$_id.day', ...dealSum } }],
          stages: [
            {
              $group: {
                _id: { funnelId: '$_id.funnelId', stageId: '$_id.stageId' },
                // All the same, but for the moment in which the settings change what a stage counts as.
                status: { $max: '$_id.stageStatus' },
                deals: { $sum: '$deals' },
                amount: { $sum: '$amount' },
              },
            },
          ],
          integrations: [{ $group: { _id: integrationOfVendor, ...dealSum } }],
          employees: [{ $group: { _id: '$_id.employeeId', ...dealSum } }],
        },
      },
    ];
    return onlyOf(await this.dealCollection.aggregate<DealSums>(pipeline, reading).toArray());
  }

  /** Leads created within the days. */
  async leads(tenantId: string, filter: Omit<LeadFilter, 'created'>, days: Days): Promise<LeadSums> {
    const within = { from: days.starts[0], before: days.end };
    const pipeline: Document[] = [
      { $match: leadsOf(tenantId, { ...filter, created: within }) },
      {
        $group: {
          _id: { day: dayNumber('createdAt', days), integrationId: '$integrationId', vendor: '$vendor' },
          leads: { $sum: 1 },
        },
      },
      {
        $facet: {
          totals: [{ $group: { _id: null, ...leadSum } }],
          days: [{ $group: { _id: '$_id.day', ...leadSum } }],
          integrations: [{ $group: { _id: integrationOfVendor, ...leadSum } }],
        },
      },
    ];
    return onlyOf(await this.leadCollection.aggregate<LeadSums>(pipeline, reading).toArray());
  }
}

/** A facet gives one document, whatever there is. */
function onlyOf<T>([only]: readonly T[]): T {
  if (only === undefined) throw new Error('the database gave no sums');
  return only;
}
