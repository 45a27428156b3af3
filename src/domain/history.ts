import { effectiveChangeTime, knownAfterEach } from './fold';
import type { Observation, ObservedFields } from './observation';

/** One field that an observation changed; values as observed. */
export interface FieldChange {
  readonly field: keyof ObservedFields;
  readonly from: unknown;
  readonly to: unknown;
}

export interface HistoryItem<T extends Observation> {
  readonly changedAt: Date;
  readonly receivedAt: Date;
  readonly changes: readonly FieldChange[];
  readonly observation: T;
}

/** Differences between consecutive observations, newest first; one that changes nothing is left out. */
export function historyOf<T extends Observation>(observations: readonly T[]): HistoryItem<T>[] {
  const items: HistoryItem<T>[] = [];
  let before: ObservedFields = {};
  for (const { observation, known } of knownAfterEach(observations)) {
    const changes = differences(before, known);
    if (changes.length > 0) {
      items.push({
        changedAt: effectiveChangeTime(observation),
        receivedAt: observation.receivedAt,
        changes,
        observation,
      });
    }
    before = known;
  }
  return items.reverse();
}

function differences(before: ObservedFields, after: ObservedFields): FieldChange[] {
  const both = { ...before, ...after };
  const fields = Object.keys(both).filter((name): name is keyof ObservedFields => name in both);
  return fields
    .filter((field) => comparable(before[field]) !== comparable(after[field]))
    .map((field) => ({ field, from: before[field] ?? null, to: after[field] ?? null }));
}

function comparable(value: unknown): string {
  return JSON.stringify(value ?? null);
}
