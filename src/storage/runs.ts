import type { Collection, Db } from 'mongodb';
import type { ErrorCode, ErrorParameters } from '../domain/errors';
import type { EndedRunState, IntegrationKey, RunKind, RunState, VendorName } from '../domain/names';
import { isDuplicateKey } from './duplicate-key';
import type { CollectionIndexes } from './index-definition';

/** Rows of one run; `requests` are those sent to the vendor. */
export interface RunCounts {
  readonly seen: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly quarantined: number;
  readonly requests: number;
}

export const noCounts: RunCounts = { seen: 0, new: 0, changed: 0, unchanged: 0, quarantined: 0, requests: 0 };

/** Something worth telling that did not stop the run, e.g. `status_unknown:foo` seen 12 times. */
export interface RunNote {
  readonly code: string;
  readonly count: number;
}

export interface RunError {
  readonly code: ErrorCode;
  readonly parameters: ErrorParameters;
}

export interface RunDocument {
  readonly _id: string;
  readonly tenantId: string;
  readonly integrationId: string;
  readonly vendor: VendorName;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly workflowId: string;
  /** Visit dates of a back-fill, both included, in the integration's zone. */
  readonly range: { readonly from: string; readonly to: string } | null;
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Rows read and, once the vendor told it, rows there are. */
  readonly progress: { readonly done: number; readonly total: number | null };
  readonly counts: RunCounts;
  readonly notes: readonly RunNote[];
  /** Why it ended as it did; while it waits, what the last attempt met. */
  readonly error: RunError | null;
  /** When the next attempt begins. */
  readonly waitingUntil: Date | null;
  readonly expiresAt: Date;
}

export const runIndexes: CollectionIndexes = {
  collection: 'runs',
  indexes: [
    { name: 'integration', key: { tenantId: 1, integrationId: 1, requestedAt: -1, _id: -1 } },
    {
      name: 'open',
      key: { tenantId: 1, integrationId: 1, state: 1 },
      partialFilterExpression: { state: { $in: ['queued', 'running', 'waiting'] } },
    },
    { name: 'expiry', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
};

const openStates: RunState[] = ['queued', 'running', 'waiting'];

/** What each pull did. */
export class Runs {
  private readonly collection: Collection<RunDocument>;

  constructor(db: Db) {
    this.collection = db.collection(runIndexes.collection);
  }

  async get(tenantId: string, integrationId: string, runId: string): Promise<RunDocument | null> {
    return this.collection.findOne({ _id: runId, tenantId, integrationId });
  }

  /** Newest first, from the one after `after`. */
  async list(
    key: IntegrationKey,
    after: { readonly requestedAt: Date; readonly id: string } | null,
    limit: number,
  ): Promise<RunDocument[]> {
    const { tenantId, integrationId } = key;
    const page =
      after === null
        ? {}
        : {
            $or: [
              { requestedAt: { $lt: after.requestedAt } },
              { requestedAt: after.requestedAt, _id: { $lt: after.id } },
            ],
          };
    return this.collection
      .find({ tenantId, integrationId, ...page })
      .sort({ requestedAt: -1, _id: -1 })
      .limit(limit)
      .toArray();
  }

  /** Lists a run before its workflow starts, or at its first activity; the same run twice is one. */
  async ensure(run: RunDocument): Promise<RunDocument> {
    const { _id, ...rest } = run;
    const filter = { _id, tenantId: run.tenantId };
    try {
      const update = { $setOnInsert: rest };
      const stored = await this.collection.findOneAndUpdate(filter, update, {
        upsert: true,
        returnDocument: 'after',
      });
      return stored ?? run;
    } catch (error) {
      // Somebody else listed it at the same moment.
      const listed = isDuplicateKey(error) ? await this.collection.findOne(filter) : null;
      if (listed === null) throw error;
      return listed;
    }
  }

  async remove(tenantId: string, runId: string): Promise<void> {
    await this.collection.deleteOne({ _id: runId, tenantId });
  }

  async begin(tenantId: string, runId: string, now: Date): Promise<void> {
    await this.collection.updateOne({ _id: runId, tenantId, state: { $in: openStates } }, [
      {
        $set: {
          state: 'running',
          error: null,
          waitingUntil: null,
          startedAt: { $ifNull: ['$startedAt', now] },
        },
      },
    ]);
  }

  async update(
    tenantId: string,
    runId: string,
    change: Partial<Pick<RunDocument, 'progress' | 'counts' | 'notes' | 'state' | 'error' | 'waitingUntil'>>,
  ): Promise<void> {
    await this.collection.updateOne({ _id: runId, tenantId, state: { $in: openStates } }, { $set: change });
  }

  /** The first end counts: a run that has ended keeps how it ended. @returns whether it was this one. */
  async end(
    tenantId: string,
    runId: string,
    end: Pick<RunDocument, 'endedAt' | 'error'> & {
      readonly state: EndedRunState;
      readonly counts?: RunCounts;
      readonly notes?: readonly RunNote[];
      readonly progress?: RunDocument['progress'];
    },
  ): Promise<boolean> {
    const { modifiedCount } = await this.collection.updateOne(
      { _id: runId, tenantId, state: { $in: openStates } },
      { $set: { ...end, waitingUntil: null } },
    );
    return modifiedCount === 1;
  }

  /** Open runs of every tenant that were asked for before this time: for the sweep only. */
  async *openBefore(requestedBefore: Date): AsyncGenerator<RunDocument> {
    const states = { $in: [...openStates] };
    yield* this.collection.find({ state: states, requestedAt: { $lt: requestedBefore } }).batchSize(500);
  }

  /** Runs of an integration that have not ended. */
  async open(key: IntegrationKey): Promise<RunDocument[]> {
    return this.collection
      .find({ tenantId: key.tenantId, integrationId: key.integrationId, state: { $in: openStates } })
      .toArray();
  }
}
