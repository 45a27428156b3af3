import { ObjectId } from 'mongodb';
import type { IntegrationKey } from '../../src/domain/names';
import { encryptDelivery, encryptDeliveryToken } from '../../src/platform/delivery-cipher';
import type { InboxDocument, RecordResult } from '../../src/storage/inbox';
import type { TestApi, TestTenant } from './harness';

/** Deliveries as the door writes them and the drain leaves them, of invented people. */

export const SALON_TOKEN = 'TEST-TOKEN-0001';

/** Makes a salon's integration, inactive. */
export async function connectSalon(api: TestApi, tenant: TestTenant): Promise<IntegrationKey> {
  const settings = { token: SALON_TOKEN, salonId: '5610', salonLogin: 'msc_example_salon' };
  const saved = await api.call('PUT', tenant.path('/integrations/profsalon'), tenant.key, { settings });
  if (saved.statusCode !== 200) throw new Error(`the salon was not connected: ${saved.body}`);
  return { tenantId: tenant.id, integrationId: 'profsalon' };
}

export function resultOf(over: Partial<RecordResult> = {}): RecordResult {
  return { outcome: 'applied', reason: null, externalId: '1', warnings: [], ...over };
}

/** A delivery that was dealt with, or with `pending` one that waits. */
export function rowOf(
  { keyring }: Pick<TestApi, 'keyring'>,
  key: IntegrationKey,
  body: Buffer | string,
  over: Partial<InboxDocument> = {},
): InboxDocument {
  const bytes = Buffer.from(body);
  const receivedAt = over.receivedAt ?? new Date();
  const pending = over.pending ?? false;
  return {
    _id: idAt(receivedAt),
    ...key,
    place: receivedAt.getTime() * 1000,
    receivedAt,
    contentType: 'application/json',
    contentEncoding: null,
    body: encryptDelivery(keyring, key, bytes),
    token: encryptDeliveryToken(keyring, key, SALON_TOKEN),
    bytes: bytes.length,
    pending,
    attempts: pending ? 0 : 1,
    results: pending ? [] : [resultOf()],
    ...(pending ? {} : { expiresAt: new Date(Date.now() + 86_400_000) }),
    ...over,
  };
}

/** An id as it is made at this time: its seconds, and what is unique in an id of now. */
export function idAt(instant: Date): ObjectId {
  const seconds = Math.floor(instant.getTime() / 1000)
    .toString(16)
    .padStart(8, '0');
  return ObjectId.createFromHexString(`${seconds}${new ObjectId().toHexString().slice(8)}`);
}
