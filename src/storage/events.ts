import { type Collection, type Db, type Filter, ObjectId } from 'mongodb';
import type { EventOutcome, RecordOutcome } from '../domain/delivery';
import type { IntegrationKey } from '../domain/names';
import { type InboxDocument, inboxIndexes } from './inbox';
import type { Period } from './page';

/** What deliveries are narrowed to. Outcome, reason and external id are of one record of theirs. */
export interface EventFilter {
  readonly outcome?: EventOutcome | undefined;
  readonly reason?: string | undefined;
  readonly externalId?: string | undefined;
  /** When it was received; for a replay, when it was made. */
  readonly period: Period;
  readonly test?: boolean | undefined;
}

/** Deliveries with a record of this outcome and reason. */
export interface EventGroup {
  readonly outcome: EventOutcome;
  readonly reason: string | null;
  readonly count: number;
  /** Of these, how many were replayed since. */
  readonly replayed: number;
  readonly lastReceivedAt: Date;
  readonly sampleEventId: ObjectId;
}

/** A delivery that can be replayed. */
export type ReplayableEvent = InboxDocument & Required<Pick<InboxDocument, 'body'>>;

export function isReplayable(row: InboxDocument): row is ReplayableEvent {
  return !row.pending && row.body !== undefined;
}

/** Ids hold whole seconds, and the clock may pass into the next one between an id and its row. */
const SECONDS_OF_GRACE = 1;

/** The inbox as people look at it: lists, groups, and replays. */
export class Events {
  private readonly collection: Collection<InboxDocument>;

  constructor(db: Db) {
    this.collection = db.collection(inboxIndexes.collection);
  }

  async get(key: IntegrationKey, id: ObjectId): Promise<InboxDocument | null> {
    const { tenantId, integrationId } = key;
    return this.collection.findOne({ _id: id, tenantId, integrationId });
  }

  /** Newest first, from the one before `after`, a hexadecimal id; without bytes. */
  async list(
    key: IntegrationKey,
    filter: EventFilter,
    after: string | null,
    limit: number,
  ): Promise<Omit<InboxDocument, 'body' | 'token'>[]> {
    const conditions = [
      ...conditionsOf(filter),
      ...(after === null ? [] : [{ _id: { $lt: ObjectId.createFromHexString(after) } }]),
    ];
    return this.collection
      .find(within(key, conditions))
      .project<Omit<InboxDocument, 'body' | 'token'>>({ body: 0, token: 0 })
      .sort({ _id: -1 })
      .limit(limit)
      .batchSize(limit)
      .toArray();
  }

  /**
   * What there is, by outcome and reason, the largest group first. A delivery counts once in each group it
   * has a record in.
   *
   * @param rows how many deliveries are looked at, the newest ones.
   */
  async groups(key: IntegrationKey, period: Period, rows: number): Promise<EventGroup[]> {
    return this.collection
      .aggregate<EventGroup>([
        { $match: within(key, periodConditions(period)) },
        { $sort: { _id: -1 } },
        { $limit: rows },
        {
          $project: {
            receivedAt: 1,
            replayed: 1,
            kinds: {
              $cond: [
                '$pending',
                [{ outcome: 'pending', reason: null }],
                {
                  $setUnion: {
                    $map: {
                      input: '$results',
                      in: { outcome: '$$this.outcome', reason: '$$this.reason' },
                    },
                  },
                },
              ],
            },
          },
        },
        { $unwind: '$kinds' },
        {
          $group: {
            _id: '$kinds',
            count: { $sum: 1 },
            replayed: { $sum: { $cond: [{ $eq: ['$replayed', true] }, 1, 0] } },
            lastReceivedAt: { $max: '$receivedAt' },
            sampleEventId: { $first: '$_id' },
          },
        },
        { $sort: { count: -1, _id: 1 } },
        { $replaceWith: { $mergeObjects: ['$_id', '$$ROOT'] } },
        { $unset: '_id' },
      ])
      .toArray();
  }

  /** Ids of the replays that were made of this delivery itself, the first one first. */
  async replaysOf(key: IntegrationKey, parentId: ObjectId): Promise<ObjectId[]> {
    const { tenantId, integrationId } = key;
    const found = await this.collection
      .find({ tenantId, integrationId, parentId })
      .project<Pick<InboxDocument, '_id'>>({ _id: 1 })
      .sort({ _id: 1 })
      .toArray();
    return found.map(({ _id }) => _id);
  }

  /** How many there are to replay, counted up to `limit`. */
  async countReplayable(key: IntegrationKey, filter: EventFilter, limit: number): Promise<number> {
    return this.collection.countDocuments(replayable(key, filter), { limit });
  }

  /** What there is to replay, the oldest first. */
  async *replayable(
    key: IntegrationKey,
    filter: EventFilter,
    limit: number,
  ): AsyncGenerator<ReplayableEvent> {
    const found = this.collection.find(replayable(key, filter)).sort({ _id: 1 }).limit(limit).batchSize(100);
    for await (const row of found) if (isReplayable(row)) yield row;
  }

  /**
   * Puts the same bytes into the inbox once more, at the place they came to first. The parents are marked
   * afterwards: a stop between the two makes a replay possible again, which does no harm.
   *
   * @returns ids of the new rows, in the order of their parents.
   */
  async replay(parents: readonly ReplayableEvent[], now: Date): Promise<ObjectId[]> {
    const [first] = parents;
    if (first === undefined) return [];
    const replays = parents.map((parent) => replayOf(parent, now));
    await this.collection.insertMany(replays, { ordered: false });
    await this.collection.updateMany(
      { _id: { $in: parents.map(({ _id }) => _id) }, tenantId: first.tenantId },
      { $set: { replayed: true } },
    );
    return replays.map(({ _id }) => _id);
  }
}

function replayOf(parent: ReplayableEvent, now: Date): InboxDocument {
  const {
    tenantId,
    integrationId,
    place,
    receivedAt,
    contentType,
    contentEncoding,
    body,
    token,
    bytes,
    test,
  } = parent;
  const keptUntil = parent.keptUntil ?? parent.expiresAt;
  return {
    _id: new ObjectId(),
    tenantId,
    integrationId,
    place,
    receivedAt,
    contentType,
    contentEncoding,
    body,
    ...(token === undefined ? {} : { token }),
    bytes,
    pending: true,
    attempts: 0,
    parentId: parent._id,
    rootId: parent.rootId ?? parent._id,
    replayedAt: now,
    ...(keptUntil === undefined ? {} : { keptUntil }),
    ...(test === undefined ? {} : { test }),
    results: [],
  };
}

/** All there are, said in a way that lets the index of what waits give both kinds in the order of their ids. */
const ANY: Filter<InboxDocument> = { pending: { $in: [true, false] } };

function within(
  { tenantId, integrationId }: IntegrationKey,
  conditions: readonly Filter<InboxDocument>[],
): Filter<InboxDocument> {
  return { tenantId, integrationId, $and: [ANY, ...conditions] };
}

/** Of what was replayed its last replay counts; what lost its bytes cannot be read again. */
function replayable(key: IntegrationKey, filter: EventFilter): Filter<InboxDocument> {
  return within(key, [
    ...conditionsOf(filter),
    { pending: false, replayed: { $ne: true }, body: { $exists: true } },
  ]);
}

function conditionsOf({ outcome, reason, externalId, period, test }: EventFilter): Filter<InboxDocument>[] {
  return [
    ...(outcome === 'pending' ? [{ pending: true }] : []),
    ...resultConditions({ outcome: outcome === 'pending' ? undefined : outcome, reason, externalId }),
    ...(test === undefined ? [] : [test ? { test } : { test: { $ne: true } }]),
    ...periodConditions(period),
  ];
}

function resultConditions(asked: {
  readonly outcome: RecordOutcome | undefined;
  readonly reason: string | undefined;
  readonly externalId: string | undefined;
}): Filter<InboxDocument>[] {
  const named = Object.entries(asked).filter(([, value]) => value !== undefined);
  if (named.length === 0) return [];
  return [{ pending: false, results: { $elemMatch: Object.fromEntries(named) } }];
}

/** The bounds of the id are what an index can seek to; the others are exact. */
function periodConditions({ from, before }: Period): Filter<InboxDocument>[] {
  return [
    ...(from === null
      ? []
      : [
          { _id: { $gte: idAt(from, -SECONDS_OF_GRACE) } },
          { $or: [{ receivedAt: { $gte: from } }, { replayedAt: { $gte: from } }] },
        ]),
    ...(before === null
      ? []
      : [
          { _id: { $lt: idAt(before, 1 + SECONDS_OF_GRACE) } },
          { receivedAt: { $lt: before }, replayedAt: { $not: { $gte: before } } },
        ]),
  ];
}

function idAt(instant: Date, secondsLater: number): ObjectId {
  return ObjectId.createFromTime(Math.max(0, Math.floor(instant.getTime() / 1000) + secondsLater));
}
