import { expectedRecords } from '../../dev/simulators/profsalon/expected';
import {
  acknowledgedEventIds,
  type JournalReport,
  type RecordEvent,
} from '../../dev/simulators/profsalon/journal';
import type { Told } from '../../dev/simulators/profsalon/shapes/told';
import { groupBy } from './grouping';

/** What must have become of one record, by the journal of who posted its events. */
export interface Expectation {
  readonly externalId: string;
  /** The final state that the acknowledged events tell. */
  readonly facts: Told;
  /** Posts that were answered 2xx: each must be a row of the inbox. */
  readonly acknowledgedPosts: number;
  /** Tries that were answered 5xx or not at all: each may be a row, or none. */
  readonly unclearPosts: number;
  /** Change times of the acknowledged events; ISO, UTC, as all times here. */
  readonly acknowledged: ReadonlySet<string>;
  /** Change times of all events, acknowledged or not. */
  readonly told: ReadonlySet<string>;
  /** Change times of the acknowledged events that change what a deal shows. */
  readonly shown: ReadonlySet<string>;
}

/** An expectation for each record of which an event was acknowledged, by external id. */
export function expectationsOf(journal: JournalReport): Map<string, Expectation> {
  const acknowledged = acknowledgedEventIds(journal);
  const eventsOf = groupBy(journal.events, ({ externalId }) => externalId);
  const posts = postsByRecord(journal);
  const expectations = new Map<string, Expectation>();
  for (const [externalId, events] of eventsOf) {
    const arrived = events
      .filter(({ eventId }) => acknowledged.has(eventId))
      .sort((one, other) => Date.parse(one.changedAt) - Date.parse(other.changedAt));
    if (arrived.length === 0) continue;
    expectations.set(externalId, {
      externalId,
      facts: factsAfter(arrived),
      acknowledgedPosts: posts.acknowledged.get(externalId) ?? 0,
      unclearPosts: posts.unclear.get(externalId) ?? 0,
      acknowledged: new Set(arrived.map(changeTime)),
      told: new Set(events.map(changeTime)),
      shown: new Set(shownChanges(arrived).map(changeTime)),
    });
  }
  return expectations;
}

function changeTime({ changedAt }: RecordEvent): string {
  return new Date(changedAt).toISOString();
}

function factsAfter(events: readonly RecordEvent[]): Told {
  const [record] = expectedRecords(events).values();
  return record?.facts ?? {};
}

function shownChanges(events: readonly RecordEvent[]): RecordEvent[] {
  let before = '';
  return events.filter((_, index) => {
    const after = JSON.stringify(shownOf(factsAfter(events.slice(0, index + 1))));
    const isChange = after !== before;
    before = after;
    return isChange;
  });
}

/** The facts that a deal shows. When the visit begins and how long it lasts is not among them. */
function shownOf({ start: _, duration: __, clientName: ___, employeeName: ____, ...facts }: Told): unknown {
  const { phone: _phone, email: _email, isOnline: _online, ...shown } = facts;
  return Object.entries(shown).sort(([one], [other]) => (one < other ? -1 : 1));
}

function postsByRecord({ events, posts }: JournalReport): {
  acknowledged: Map<string, number>;
  unclear: Map<string, number>;
} {
  const recordOf = new Map(events.map(({ eventId, externalId }) => [eventId, externalId]));
  const acknowledged = new Map<string, number>();
  const unclear = new Map<string, number>();
  for (const { eventIds, status } of posts) {
    const isAcknowledged = status !== null && status >= 200 && status < 300;
    const counts = isAcknowledged ? acknowledged : unclear;
    for (const eventId of eventIds) {
      const record = recordOf.get(eventId);
      if (record !== undefined) counts.set(record, (counts.get(record) ?? 0) + 1);
    }
  }
  return { acknowledged, unclear };
}
