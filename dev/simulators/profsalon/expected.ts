import { acknowledgedEventIds, type JournalReport, type RecordEvent } from './journal';
import type { Told } from './shapes/told';

/** What is known of a record once all its events are told. */
export interface ExpectedRecord {
  externalId: string;
  /** Of the newest event. */
  changedAt: string;
  /** Each fact from the newest event that names it; additional fields code by code. */
  facts: Told;
}

/**
 * The final state of every record by its external id: events ordered by the time of the change, whatever the
 * order they were sent in. It holds only for events that tell their change time; of the others give those
 * that arrived in this order.
 */
export function expectedRecords(events: readonly RecordEvent[]): Map<string, ExpectedRecord> {
  const records = new Map<string, ExpectedRecord>();
  const ordered = events.toSorted((one, other) => Date.parse(one.changedAt) - Date.parse(other.changedAt));
  for (const { externalId, changedAt, told } of ordered) {
    const known = records.get(externalId)?.facts ?? {};
    records.set(externalId, { externalId, changedAt, facts: joined(known, told) });
  }
  return records;
}

/** The final state of every record as far as the receiver said that it got the events. */
export function expectedAcknowledgedRecords(journal: JournalReport): Map<string, ExpectedRecord> {
  const acknowledged = acknowledgedEventIds(journal);
  return expectedRecords(journal.events.filter(({ eventId }) => acknowledged.has(eventId)));
}

function joined(known: Told, told: Told): Told {
  const facts: Told = { ...known, ...told };
  if (known.extraFields !== undefined && told.extraFields !== undefined) {
    facts.extraFields = { ...known.extraFields, ...told.extraFields };
  }
  return facts;
}
