import { setTimeout as delay } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import type { ObjectId } from 'mongodb';
import type { IntegrationKey } from '../domain/names';
import type { RecordState } from '../domain/record-state';
import { isDatabaseAway } from '../storage/database-away';
import type { InboxDocument, RecordResult } from '../storage/inbox';
import type { IntegrationDocument } from '../storage/integrations';
import type { StoredObservation } from '../storage/observations';
import type { DeliveredRecord } from '../vendors/webhook';
import { webhookConnectors } from '../vendors/webhook-connectors';
import { applyRecords, nobodyUnderWay, readStored } from './apply-records';
import { type OpenedIntegration, openIntegration } from './connection';
import { writePeople } from './delivered-people';
import { type Arrival, judge, saidAt, unpackRow } from './deliveries';
import { deliveryContext } from './delivery-context';
import type { ActivityDependencies } from './dependencies';
import { refoldSome } from './refold';

const ROWS_AT_ONCE = 200;
const HEARTBEAT_MS = 2000;
const POLL_MS = 200;
/** A row that fails so often is set aside as `error`; a replay is a new try. */
const ATTEMPTS = 5;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface DrainActivities {
  /**
   * Applies the deliveries of an integration that wait, and goes on looking for 2 seconds after the last,
   * 30 at most, so that a busy salon costs few Temporal actions. `more`: deliveries may wait still.
   */
  drainInbox(key: IntegrationKey): Promise<{ readonly more: boolean }>;
}

export function createDrainActivities(dependencies: ActivityDependencies): DrainActivities {
  const { storage, keyring, limits, log, now } = dependencies;

  async function drainInbox(key: IntegrationKey): Promise<{ readonly more: boolean }> {
    const { cancellationSignal: signal } = Context.current();
    const heartbeat = setInterval(() => Context.current().heartbeat(), HEARTBEAT_MS);
    try {
      const until = Date.now() + limits.drainMs;
      let idleSince = Date.now();
      const setAside: ObjectId[] = [];
      for (;;) {
        signal.throwIfAborted();
        // Each time anew: settings may change while the salon goes on sending.
        const opened = await openIntegration(dependencies, key);
        if (opened.integration.state !== 'active') return { more: false };
        const drained = (await drainOnce(opened, setAside)) > 0;
        if ((await refoldSome(dependencies, opened)) || drained) {
          idleSince = Date.now();
          if (idleSince >= until) return { more: true };
          continue;
        }
        if (Date.now() - idleSince >= limits.lingerMs || Date.now() >= until) {
          // Cleared before the last look: whoever writes after it turns it true again and signals.
          await storage.integrations.clearWake(key);
          return { more: (await drainOnce(opened, setAside)) > 0 };
        }
        await delay(POLL_MS, undefined, { signal });
      }
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** @returns how many rows there were. */
  async function drainOnce(opened: OpenedIntegration, setAside: ObjectId[]): Promise<number> {
    const rows = await storage.inbox.pending(opened.integration, ROWS_AT_ONCE, setAside);
    if (rows.length === 0) return 0;
    try {
      await applyRows(opened, rows);
    } catch (error) {
      // No fault of the rows: they are tried until it is back.
      if (isDatabaseAway(error)) throw error;
      for (const row of rows) await applyAlone(opened, row, setAside);
    }
    return rows.length;
  }

  /** One row that cannot be applied must not keep the others from it. */
  async function applyAlone(
    opened: OpenedIntegration,
    row: InboxDocument,
    setAside: ObjectId[],
  ): Promise<void> {
    try {
      await applyRows(opened, [row]);
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      const { tenantId, integrationId } = row;
      log.error(
        { err: error, tenantId, integrationId, eventId: row._id.toHexString() },
        'a delivery was not applied',
      );
      if (row.attempts + 1 < ATTEMPTS) {
        await storage.inbox.countAttempt(row, [row._id]);
        setAside.push(row._id);
        return;
      }
      const results: RecordResult[] = [
        { outcome: 'error', reason: 'attempts_exhausted', externalId: null, warnings: [] },
      ];
      await storage.inbox.settle(row, [{ id: row._id, results }], expiry());
    }
  }

  const expiry = () => new Date(now().getTime() + limits.inboxDays * DAY_MS);

  async function applyRows(opened: OpenedIntegration, rows: readonly InboxDocument[]): Promise<void> {
    const { integration, connection } = opened;
    const connector = webhookConnectors[integration.vendor];
    if (connector === undefined) throw new Error(`${integration.vendor} sends no webhooks`);
    const unpacked = new Map<InboxDocument, DeliveredRecord[]>();
    for (const row of rows) unpacked.set(row, await unpackRow(keyring, connector, connection, row));
    const arrivals = arrivalsOf(unpacked);

    const sentJustNow = rows.filter((row) => row.test !== true && row.replayedAt === undefined);
    const account = newestAccountName(arrivals, integration);
    const context = deliveryContext(opened, connector, account?.name ?? integration.accountName);
    const { key, funnel } = context;
    await storage.funnels.upsert(key, funnel);

    const ids = [...new Set(arrivals.map(({ record }) => record.externalId))];
    const stored = await readStored(storage, key, ids);
    const observed = new Map(stored.observations);
    const results = new Map<InboxDocument, RecordResult[]>();
    const arrived: StoredObservation[] = [];
    const news: Arrival[] = [];
    const states = new Map<string, RecordState>();
    for (const arrival of arrivals) {
      const { externalId } = arrival.record;
      const before = observed.get(externalId) ?? [];
      const { result, observation } = judge(arrival, before, funnel);
      results.set(arrival.row, [...(results.get(arrival.row) ?? []), result]);
      if (observation === null) {
        // Whoever replays wants the record put right, also where nothing new is said of it; and one that has
        // no deal was observed by a try that then failed.
        const deal = stored.deals.get(externalId);
        const state = deal?.record ?? before.map(stateOf).at(-1);
        const isToFold = deal === undefined || arrival.row.replayedAt !== undefined;
        if (isToFold && state !== undefined && !states.has(externalId)) states.set(externalId, state);
        continue;
      }
      observed.set(externalId, [...before, observation]);
      arrived.push(observation);
      news.push(arrival);
      states.set(externalId, stateOf(observation));
    }
    await writePeople(storage, key, news, states.keys(), now());
    await applyRecords(storage, context, arrived, states, stored, nobodyUnderWay);
    const lastEventAt = sentJustNow.reduce<Date | null>(
      (last, { receivedAt }) => (last === null || receivedAt > last ? receivedAt : last),
      null,
    );
    await storage.integrations.recordEvents(key, account, lastEventAt, now());
    const settled = rows.map((row) => ({
      id: row._id,
      results: [...withoutArrivals(row, unpacked.get(row) ?? []), ...(results.get(row) ?? [])],
    }));
    await storage.inbox.settle(key, settled, expiry());
  }

  return { drainInbox };
}

/** In order of arrival; test bookings of our own are read and go no further. */
function arrivalsOf(unpacked: ReadonlyMap<InboxDocument, readonly DeliveredRecord[]>): Arrival[] {
  return [...unpacked]
    .filter(([row]) => row.test !== true)
    .flatMap(([row, records]) =>
      records.flatMap((record, index) =>
        record.outcome === 'record' ? [{ row, record, place: row.place + index }] : [],
      ),
    )
    .sort((left, right) => left.place - right.place);
}

/** The account's name as it was said last, or null when that is known. A replay says what was said long ago. */
function newestAccountName(
  arrivals: readonly Arrival[],
  { accountNameSaidAt = '' }: IntegrationDocument,
): { readonly name: string; readonly saidAt: string } | null {
  return arrivals.reduce<{ readonly name: string; readonly saidAt: string } | null>((newest, arrival) => {
    const { accountName: name } = arrival.record;
    const said = saidAt(arrival);
    const isNews = arrival.row.replayedAt === undefined && said > (newest?.saidAt ?? accountNameSaidAt);
    return name !== null && isNews ? { name, saidAt: said } : newest;
  }, null);
}

/** What is not applied; of a test booking that is all, told as what would have become of it. */
function withoutArrivals(
  { test = false }: InboxDocument,
  records: readonly DeliveredRecord[],
): RecordResult[] {
  return records.flatMap((record): RecordResult[] => {
    const { externalId, warnings } = record;
    if (record.outcome !== 'record') {
      return [{ outcome: record.outcome, reason: record.reason, externalId, warnings }];
    }
    return test ? [{ outcome: 'applied', reason: 'test', externalId, warnings }] : [];
  });
}

function stateOf({ contentHash, changedAt }: StoredObservation): RecordState {
  return {
    contentHash,
    settingsHash: '',
    changedAt,
    visitDate: null,
    attachment: null,
    missingOn: [],
    contactUnread: false,
  };
}
