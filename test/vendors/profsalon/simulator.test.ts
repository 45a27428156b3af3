import { gunzipSync } from 'node:zlib';
import { type ExpectedRecord, expectedRecords } from '../../../dev/simulators/profsalon/expected';
import { mergeFields } from '../../../src/domain/fold';
import type { ObservedFields } from '../../../src/domain/observation';
import { stageOf } from '../../../src/vendors/profsalon/funnel';
import { profsalonConnector } from '../../../src/vendors/profsalon/profsalon-connector';
import type { DeliveredRecord, RecordDelivered } from '../../../src/vendors/webhook';
import type { Received } from '../../dev/simulators/profsalon/receiver';
import { salonId, withSalon } from '../../dev/simulators/profsalon/scene';
import { connection } from './deliveries';

/** The simulator is written from the same vendor document by other hands, and knows what it told. */

function unpackPost({ headers, body }: Received): Promise<DeliveredRecord[]> {
  const delivery = {
    body: headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body,
    contentType: headers['content-type'] ?? null,
    token: headers.authorization?.replace(/^Bearer /, '') ?? null,
  };
  return profsalonConnector.unpack(delivery, connection());
}

async function recordsOf(posts: readonly Received[]): Promise<RecordDelivered[]> {
  const unpacked = await Promise.all(posts.map(unpackPost));
  return unpacked.flat().map((record) => {
    if (record.outcome !== 'record') throw new Error(`${record.outcome}: ${record.reason}`);
    return record;
  });
}

/** What is known of each record in the end; additional fields are compared body by body elsewhere. */
function finalFields(records: readonly RecordDelivered[]): Map<string, ObservedFields> {
  const known = new Map<string, ObservedFields>();
  const time = ({ changedAt }: RecordDelivered) => changedAt?.getTime() ?? Number.NaN;
  for (const { externalId, fields } of records.toSorted((left, right) => time(left) - time(right))) {
    known.set(externalId, mergeFields(known.get(externalId) ?? {}, fields));
  }
  for (const [id, { customFields: _, crmSource: __, statusText: ___, ...fields }] of known)
    known.set(id, fields);
  return known;
}

function expectedFields({ facts }: ExpectedRecord): ObservedFields {
  const stageKey = facts.deleted === true ? 'failed' : stageOf(facts.status ?? '', {});
  return {
    ...(facts.name === undefined ? {} : { name: facts.name }),
    ...(facts.sum === undefined ? {} : { amount: facts.sum }),
    ...(facts.paidSum === undefined ? {} : { paidAmount: facts.paidSum }),
    ...(facts.createdAt === undefined ? {} : { createdAt: new Date(facts.createdAt) }),
    ...(facts.start === undefined ? {} : { visitAt: new Date(facts.start) }),
    ...(stageKey === undefined ? {} : { stageKey }),
    ...(facts.clientId === undefined ? {} : { contactExternalId: facts.clientId }),
    ...(facts.employeeId === undefined ? {} : { employeeExternalId: facts.employeeId }),
    ...(facts.isOnline === undefined ? {} : { online: facts.isOnline }),
    deleted: facts.deleted ?? false,
  };
}

test('the life of a salon told in every stamped way is read as it was told', async () => {
  await withSalon({ variant: 'mixed' }, async ({ control, receiver }) => {
    await control.tickLife(salonId, 300);
    for (const { id } of (await control.records(salonId)).slice(0, 10)) await control.delete(salonId, id);
    await control.settle(salonId);
    const { events } = await control.journal(salonId);
    const expected = [...expectedRecords(events)].map(
      ([id, record]) => [id, expectedFields(record)] as const,
    );
    expect(expected.length).toBeGreaterThan(50);
    expect(finalFields(await recordsOf(receiver.received))).toEqual(new Map(expected));
  });
});

test('timeplan and bodies without a change time are read as they were told, under the same ids', async () => {
  for (const variant of ['timeplan', 'unstamped'] as const) {
    await withSalon({ variant }, async ({ control, receiver }) => {
      await control.book(salonId, { count: 20 });
      await control.settle(salonId);
      const { events } = await control.journal(salonId);
      const records = await recordsOf(receiver.received);
      expect(records.map(({ changedAt }) => changedAt)).toEqual(records.map(() => null));
      const ids = records.map(({ externalId }) => externalId);
      expect([...ids].sort()).toEqual(events.map(({ externalId }) => externalId).sort());
    });
  }
});

test.each([
  ['cutJson', 'unrecognised', 'json_invalid'],
  ['nan', 'unrecognised', 'json_invalid'],
  ['invalidUtf8', 'unrecognised', 'text_invalid'],
  ['empty', 'unrecognised', 'body_empty'],
  ['deep', 'unrecognised', 'nesting_too_deep'],
  ['scalar', 'unrecognised', 'not_an_object'],
  ['unrelated', 'unrecognised', 'envelope_unknown'],
  ['foreignSalonId', 'mismatch', 'salon_id_differs'],
  ['foreignToken', 'mismatch', 'token_differs'],
] as const)('a post damaged by %s is %s, %s', async (damage, outcome, reason) => {
  await withSalon({}, async ({ control, receiver }) => {
    await control.book(salonId, { damage });
    await control.settle(salonId);
    const [post] = receiver.received;
    if (post === undefined) throw new Error('nothing was posted');
    expect(await unpackPost(post)).toMatchObject([{ outcome, reason }]);
  });
});
