import type { RecordEvent } from '../webhook';
import {
  envelopeNames,
  eventWords,
  flatMarks,
  indexedContainers,
  recordContainers,
  recordNames,
} from './aliases';
import { Fields, firstOf, isEmpty, listOf, RECORDS_CEILING, type Value } from './tree';
import { booleanOf, textOf } from './values';

/** A record as it lies in its body. */
export interface EnvelopedRecord {
  readonly outcome: 'record';
  readonly event: RecordEvent | null;
  readonly record: Fields;
  /** Id of the record beside it, for a record without one of its own. */
  readonly idBeside: Value | undefined;
  /** Whether a record without an id gets one from its other fields. */
  readonly derivesId: boolean;
}

export type Enveloped =
  | EnvelopedRecord
  | { readonly outcome: 'ignored'; readonly reason: 'grid_block' | 'resource_other' | 'event_unknown' }
  | {
      readonly outcome: 'unrecognised';
      readonly reason: 'envelope_unknown' | 'not_an_object' | 'too_many_records';
    };

/** Ways of wrapping records, in the order in which they are tried. Null: not wrapped in this way. */
const variants: readonly ((body: Fields) => Enveloped[] | null)[] = [timeplan, yclients, indexed, v1, flat];

/** The records of one body, at least one or the reason why there is none. */
export function openEnvelope(body: Fields): Enveloped[] {
  for (const variant of variants) {
    const found = variant(body);
    if (found === null) continue;
    if (found.length > RECORDS_CEILING) return [{ outcome: 'unrecognised', reason: 'too_many_records' }];
    return found;
  }
  return eventOf(firstOf(body, envelopeNames.event)) === 'unknown'
    ? [{ outcome: 'ignored', reason: 'event_unknown' }]
    : [{ outcome: 'unrecognised', reason: 'envelope_unknown' }];
}

/** The body itself, in names like `BeginDateTimeLocal`, without an id of the record. */
function timeplan(body: Fields): Enveloped[] | null {
  if (isEmpty(body.get('begindatetimelocal'))) return null;
  if (textOf(body.get('serviceid')) === '0') return [{ outcome: 'ignored', reason: 'grid_block' }];
  return [enveloped(body, firstOf(body, envelopeNames.event), undefined, true)];
}

/** `resource` and `resource_id` with the record in `data`; `status` beside them is the event. */
function yclients(body: Fields): Enveloped[] | null {
  const resource = textOf(body.get('resource'));
  const id = body.get('resource_id');
  if (resource === null || isEmpty(id)) return null;
  if (resource.toLowerCase() !== 'record') return [{ outcome: 'ignored', reason: 'resource_other' }];
  const data = body.get('data');
  return [enveloped(data instanceof Fields ? data : new Fields([]), body.get('status'), id, false)];
}

/** A map event → index → record, as amoCRM sends it. */
function indexed(body: Fields): Enveloped[] | null {
  const found: Enveloped[] = [];
  for (const container of indexedContainers) {
    const events = body.get(container);
    if (!(events instanceof Fields) || isListInDisguise(events)) continue;
    for (const [event, records] of events.entries()) {
      if (!isIndexed(records)) continue;
      for (const record of listOf(records)) {
        found.push(
          record instanceof Fields
            ? enveloped(record, event, undefined, false)
            : { outcome: 'unrecognised', reason: 'not_an_object' },
        );
      }
    }
  }
  return found.length === 0 ? null : found;
}

function isListInDisguise(events: Fields): boolean {
  return events.entries().every(([name]) => /^\d+$/.test(name));
}

function isIndexed(value: Value): boolean {
  return (value instanceof Fields || Array.isArray(value)) && !isEmpty(value);
}

/** An object under a name that says that it is the record. */
function v1(body: Fields): Enveloped[] | null {
  const record = recordContainers.map((name) => body.get(name)).find(isObject);
  return record === undefined
    ? null
    : [enveloped(record, firstOf(body, envelopeNames.event), undefined, false)];
}

function isObject(value: Value | undefined): value is Fields {
  return value instanceof Fields && value.size > 0;
}

/** The body itself. */
function flat(body: Fields): Enveloped[] | null {
  const marked = flatMarks.some((name) => body.get(name) !== undefined);
  if (!marked || firstOf(body, recordNames.id) === undefined) return null;
  return [enveloped(body, firstOf(body, envelopeNames.event), undefined, false)];
}

function enveloped(
  record: Fields,
  event: Value | undefined,
  idBeside: Value | undefined,
  derivesId: boolean,
): Enveloped {
  const known = eventOf(event);
  if (known === 'unknown') return { outcome: 'ignored', reason: 'event_unknown' };
  const deleted = booleanOf(firstOf(record, recordNames.deleted)) === true;
  return { outcome: 'record', event: deleted ? 'delete' : known, record, idBeside, derivesId };
}

/** By its last word: `record.updated`, `deal:update` and `booking_changed` are all updates. */
function eventOf(value: Value | undefined): RecordEvent | 'unknown' | null {
  if (isEmpty(value)) return null;
  const last = textOf(value)?.split(/[.:_]/).at(-1) ?? '';
  return eventWords.get(last.toLowerCase()) ?? 'unknown';
}
