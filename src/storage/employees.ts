import type { Collection, Db, Document, Filter } from 'mongodb';
import type { IntegrationKey } from '../domain/names';
import type { CollectionIndexes } from './index-definition';
import { equal } from './page';
import { recordId } from './record-id';

export interface EmployeeDocument {
  readonly _id: string;
  readonly tenantId: string;
  readonly integrationId: string;
  readonly externalId: string;
  readonly name: string | null;
  /** Where names come in any order: when this one was said, as a text that sorts by it. */
  readonly saidAt?: string;
}

export const employeeIndexes: CollectionIndexes = {
  collection: 'employees',
  indexes: [{ name: 'list', key: { tenantId: 1, _id: 1 } }],
};

export function employeeId(key: IntegrationKey, externalId: string): string {
  return recordId('employee', key.tenantId, key.integrationId, externalId);
}

/** Responsible persons of deals. */
export class Employees {
  private readonly collection: Collection<EmployeeDocument>;

  constructor(db: Db) {
    this.collection = db.collection(employeeIndexes.collection);
  }

  /** In order of id, from the one after `after`. */
  async list(
    tenantId: string,
    filter: { readonly integrationId?: string | undefined },
    after: string | null,
    limit: number,
  ): Promise<EmployeeDocument[]> {
    return this.collection
      .find(listFilter(tenantId, filter, after))
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
  }

  async byIds(tenantId: string, ids: readonly string[]): Promise<Map<string, EmployeeDocument>> {
    const found = await this.collection.find({ _id: { $in: [...ids] }, tenantId }).toArray();
    return new Map(found.map((employee) => [employee._id, employee]));
  }

  /** A null name says nothing: what is known stays, and so it does where it was said later. */
  async upsert(employees: readonly EmployeeDocument[]): Promise<void> {
    if (employees.length === 0) return;
    await this.collection.bulkWrite(
      employees.map(({ _id, tenantId, name, saidAt, ...rest }) => ({
        updateOne: {
          filter: { _id, tenantId },
          update:
            name === null
              ? { $set: rest, $setOnInsert: { name } }
              : saidAt === undefined
                ? { $set: { ...rest, name } }
                : [{ $set: { ...literal(rest), ...latest(name, saidAt) } }],
          upsert: true,
        },
      })),
      { ordered: false },
    );
  }
}

/** What a vendor said is text, also where it begins like an expression. */
function literal(fields: Readonly<Record<string, unknown>>): Document {
  return Object.fromEntries(Object.entries(fields).map(([name, $literal]) => [name, { $literal }]));
}

/** Said again of the same time it may be said otherwise, by a replay. */
function latest(name: string, saidAt: string): Document {
  const isNews = { $gte: [saidAt, { $ifNull: ['$saidAt', ''] }] };
  return {
    name: { $cond: [isNews, { $literal: name }, '$name'] },
    saidAt: { $cond: [isNews, saidAt, '$saidAt'] },
  };
}

function listFilter(
  tenantId: string,
  filter: { readonly integrationId?: string | undefined },
  after: string | null,
): Filter<EmployeeDocument> {
  const page = after === null ? [] : [{ _id: { $gt: after } }];
  return { tenantId, $and: [{}, ...equal({ integrationId: filter.integrationId }), ...page] };
}
