import { ObjectId } from 'mongodb';
import { type Arrival, judge } from '../../src/activities/deliveries';
import { foldDeal, knownAfterEach } from '../../src/domain/fold';
import type { Funnel } from '../../src/domain/observation';
import type { InboxDocument } from '../../src/storage/inbox';
import type { StoredObservation } from '../../src/storage/observations';
import type { RecordDelivered } from '../../src/vendors/webhook';

const START = Date.parse('2026-03-10T09:00:00Z');
const at = (minute: number) => new Date(START + minute * 60_000);

const funnel: Funnel = {
  key: 'shared',
  name: 'Сделки',
  stages: [
    { key: 'new', name: 'Новая', order: 1, status: 'in_process' },
    { key: 'paid', name: 'Оплачено', order: 2, status: 'success' },
  ],
};

/** A delivery that arrived in this minute. */
function rowOf(minute: number): InboxDocument {
  return {
    _id: new ObjectId(),
    tenantId: 't1',
    integrationId: 'profsalon',
    place: at(minute).getTime() * 1_000,
    receivedAt: at(minute),
    contentType: null,
    contentEncoding: null,
    bytes: 2,
    pending: true,
    attempts: 0,
    results: [],
  };
}

function replayOf(row: InboxDocument, minute: number): InboxDocument {
  const rootId = row.rootId ?? row._id;
  return { ...row, _id: new ObjectId(), parentId: row._id, rootId, replayedAt: at(minute) };
}

function recordOf(changedAt: Date | null, fields: RecordDelivered['fields']): RecordDelivered {
  return {
    outcome: 'record',
    externalId: '1',
    event: 'update',
    changedAt,
    fields,
    onlineReason: 'unmarked',
    contact: null,
    employee: null,
    accountName: null,
    contract: 'v1',
    contentHash: JSON.stringify(fields),
    warnings: [],
  };
}

/** What is known of one record, as deliveries of it are dealt with one by one. */
class Known {
  observations: StoredObservation[] = [];

  take(row: InboxDocument, record: RecordDelivered, over: Partial<Funnel> = {}, index = 0): string {
    const arrival: Arrival = { row, record, place: row.place + index };
    const { result, observation } = judge(arrival, this.observations, { ...funnel, ...over });
    // A crash before it was settled: it is judged once more, beside what it has written itself.
    const written = observation === null ? this.observations : [...this.observations, observation];
    expect(judge(arrival, written, { ...funnel, ...over })).toEqual({ result, observation });
    this.observations = written;
    return result.outcome;
  }

  deal(over: Partial<Funnel> = {}) {
    return foldDeal(this.observations, { ...funnel, ...over }, 'Запись');
  }
}

test('a replay with the same content at the same time is a duplicate, with and without a change time', () => {
  for (const changedAt of [at(0), null]) {
    const known = new Known();
    const row = rowOf(1);
    const record = recordOf(changedAt, { amount: '1.00' });
    expect(known.take(row, record)).toBe('applied');
    expect(known.take(rowOf(2), recordOf(changedAt && at(2), { amount: '2.00' }))).toBe('applied');
    const first = replayOf(row, 10);
    expect(known.take(first, record)).toBe('duplicate');
    expect(known.take(replayOf(first, 11), record)).toBe('duplicate');
    expect(known.deal().amount).toBe('2.00');
    expect(known.observations).toHaveLength(2);
  }
});

test('an extra field of another type than at first is told as a warning, for its value is not taken', () => {
  const extra = (type: 'numeric' | 'string', value: string) => ({
    customFields: [
      { code: 'visits', name: 'Визитов', type, value },
      { code: 'card', name: 'Карта', type: 'string' as const, value: 'A-17' },
    ],
  });
  const known = new Known();
  const warningsOf = (row: InboxDocument, changedAt: Date, fields: RecordDelivered['fields']) => {
    const arrival = { row, record: recordOf(changedAt, fields), place: row.place };
    const { result } = judge(arrival, known.observations, funnel);
    known.take(row, arrival.record);
    return result.warnings;
  };
  expect(warningsOf(rowOf(1), at(1), extra('numeric', '4'))).toEqual([]);
  expect(warningsOf(rowOf(2), at(2), extra('string', 'пять'))).toEqual(['extra_field_misfit:visits']);
  expect(warningsOf(rowOf(3), at(3), extra('numeric', '6'))).toEqual([]);
  expect(known.deal().customFields.find(({ code }) => code === 'visits')).toMatchObject({ value: '6' });
});

test('what is observed notes by which contract it was read', () => {
  const known = new Known();
  known.take(rowOf(1), { ...recordOf(at(0), { amount: '1.00' }), contract: 'v7' });
  expect(known.observations.map(({ contract }) => contract)).toEqual(['v7']);
});

test('a repeat that is seen before the event it repeats leaves one state of the record', () => {
  const known = new Known();
  const record = recordOf(at(0), { amount: '1.00' });
  expect(known.take(rowOf(2), record)).toBe('applied');
  expect(known.take(rowOf(1), record)).toBe('duplicate');
  expect(known.observations).toHaveLength(1);
});

test('a replay that reads otherwise replaces what was read of its delivery, and only that', () => {
  const known = new Known();
  const row = rowOf(1);
  known.take(row, recordOf(at(0), { amount: '1.00', name: 'Misread', stageKey: 'new' }));
  expect(known.take(replayOf(row, 10), recordOf(at(0), { amount: '3.00', stageKey: 'paid' }))).toBe(
    'applied',
  );
  expect(known.deal()).toMatchObject({ amount: '3.00', name: 'Запись', stageKey: 'paid', changedAt: at(0) });
});

test('equal change times go by arrival, and a replay of the earlier one does not alter that', () => {
  const known = new Known();
  const first = rowOf(1);
  known.take(first, recordOf(at(0), { amount: '1.00' }));
  known.take(rowOf(2), recordOf(at(0), { amount: '2.00' }));
  expect(known.take(replayOf(first, 10), recordOf(at(0), { amount: '3.00', name: 'Learned' }))).toBe('stale');
  expect(known.deal()).toMatchObject({ amount: '2.00', name: 'Learned' });
});

test('without a change time a replay stands where its delivery was received', () => {
  const known = new Known();
  const first = rowOf(1);
  known.take(first, recordOf(null, { amount: '1.00' }));
  known.take(rowOf(2), recordOf(null, { amount: '2.00' }));
  expect(known.take(replayOf(first, 10), recordOf(null, { amount: '3.00' }))).toBe('stale');
  expect(known.deal()).toMatchObject({ amount: '2.00', changedAt: at(2) });
});

test('the last reading stands, also when it goes back to what was read first', () => {
  const known = new Known();
  const row = rowOf(1);
  known.take(row, recordOf(at(0), { amount: '1.00' }));
  expect(known.take(replayOf(row, 10), recordOf(at(0), { amount: '2.00' }))).toBe('applied');
  expect(known.take(replayOf(row, 11), recordOf(at(0), { amount: '1.00' }))).toBe('applied');
  expect(known.deal().amount).toBe('1.00');
  expect(known.take(replayOf(row, 12), recordOf(at(0), { amount: '1.00' }))).toBe('duplicate');
});

test('what could not be read at first takes its place when a replay reads it', () => {
  const known = new Known();
  const unread = rowOf(1);
  known.take(rowOf(2), recordOf(at(2), { amount: '2.00' }));
  expect(known.take(replayOf(unread, 10), recordOf(at(1), { amount: '1.00', name: 'Booking' }))).toBe(
    'stale',
  );
  expect(known.deal()).toMatchObject({ amount: '2.00', name: 'Booking' });
  // It says the same as something that arrived before it.
  const repeat = rowOf(3);
  expect(known.take(replayOf(repeat, 11), recordOf(at(2), { amount: '2.00' }))).toBe('duplicate');
});

test('two states of one record in one delivery are read again each by itself', () => {
  const known = new Known();
  const row = rowOf(1);
  known.take(row, recordOf(at(0), { amount: '1.00' }), {}, 0);
  known.take(row, recordOf(at(0), { stageKey: 'new' }), {}, 1);
  const replay = replayOf(row, 10);
  expect(known.take(replay, recordOf(at(0), { amount: '1.00' }), {}, 0)).toBe('duplicate');
  expect(known.take(replay, recordOf(at(0), { stageKey: 'paid' }), {}, 1)).toBe('applied');
  expect(known.deal()).toMatchObject({ amount: '1.00', stageKey: 'paid' });
});

test('a change takes the deal into the funnel of the settings; a repeat, what is late and a replay do not', () => {
  const known = new Known();
  const first = rowOf(1);
  const record = recordOf(at(0), { amount: '1.00' });
  known.take(first, record);
  const other = { key: 'own' };
  expect(known.take(rowOf(10), record, other)).toBe('duplicate');
  expect(known.take(rowOf(11), recordOf(at(-5), { name: 'Late' }), other)).toBe('stale');
  expect(known.take(replayOf(first, 12), recordOf(at(0), { amount: '2.00' }), other)).toBe('applied');
  expect(known.deal(other).funnelKey).toBe('shared');

  const second = rowOf(20);
  expect(known.take(second, recordOf(at(20), { amount: '3.00' }), other)).toBe('applied');
  expect(known.deal(other).funnelKey).toBe('own');
  // Back again: whatever is read of the past stands where the deal stood then, the newest event included.
  known.take(replayOf(second, 30), recordOf(at(20), { amount: '4.00' }));
  known.take(replayOf(first, 31), recordOf(at(0), { amount: '5.00' }));
  known.take(rowOf(32), recordOf(at(10), { name: 'In between' }));
  expect(known.deal()).toMatchObject({ funnelKey: 'own', amount: '4.00' });
  const funnels = [...knownAfterEach(known.observations)].map(({ known: { funnelKey } }) => funnelKey);
  expect(funnels).toEqual(['shared', 'shared', 'shared', 'own']);
});

test('a replay of what could not be read moves no deal, though it is newer than all that is known', () => {
  const known = new Known();
  const unread = rowOf(1);
  known.take(rowOf(2), recordOf(at(0), { amount: '1.00' }));
  expect(known.take(replayOf(unread, 10), recordOf(at(1), { amount: '2.00' }), { key: 'own' })).toBe(
    'applied',
  );
  expect(known.deal()).toMatchObject({ funnelKey: 'shared', amount: '2.00' });
});

test('a deal that was moved stays there until it changes under other settings', () => {
  const known = new Known();
  const row = rowOf(1);
  known.take(row, recordOf(at(0), { amount: '1.00' }));
  const moved = { key: 'own', moved: { to: 'own', before: at(20) } };
  const back = { ...moved, key: 'shared' };
  expect(known.deal(moved).funnelKey).toBe('own');
  expect(known.take(rowOf(30), recordOf(at(-5), { name: 'Late' }), back)).toBe('stale');
  known.take(replayOf(row, 31), recordOf(at(0), { amount: '2.00' }), back);
  expect(known.deal(back).funnelKey).toBe('own');
  known.take(rowOf(32), recordOf(at(32), { amount: '3.00' }), back);
  expect(known.deal(back).funnelKey).toBe('shared');
});
