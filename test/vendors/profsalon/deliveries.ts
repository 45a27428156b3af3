import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { profsalonConnector } from '../../../src/vendors/profsalon/profsalon-connector';
import { profsalonSettingsSchema } from '../../../src/vendors/profsalon/settings';
import type { DeliveredRecord, RecordDelivered, WebhookConnection } from '../../../src/vendors/webhook';

export const FORM = 'application/x-www-form-urlencoded';
export const JSON_TYPE = 'application/json';

/** The salon of the vendor document's examples. */
export function connection(
  over: Record<string, unknown> = {},
  timeZone = 'Europe/Moscow',
): WebhookConnection {
  const settings = { salonId: 5610, salonLogin: 'msc_example_salon', ...over };
  return {
    settings: profsalonSettingsSchema.parse(settings),
    secrets: { token: 'TEST-TOKEN-0001' },
    timeZone,
  };
}

export function unpack(
  body: Buffer | string,
  contentType: string | null = JSON_TYPE,
  over: { readonly token?: string | null; readonly connection?: WebhookConnection } = {},
): Promise<DeliveredRecord[]> {
  const delivery = { body: Buffer.from(body), contentType, token: over.token ?? null };
  return profsalonConnector.unpack(delivery, over.connection ?? connection());
}

export function unpackJson(
  body: unknown,
  over: Parameters<typeof unpack>[2] = {},
): Promise<DeliveredRecord[]> {
  return unpack(JSON.stringify(body), JSON_TYPE, over);
}

/** The only record of a JSON body. */
export async function recordOf(
  body: unknown,
  over: Parameters<typeof unpack>[2] = {},
): Promise<RecordDelivered> {
  const [only, ...others] = await unpackJson(body, over);
  if (only?.outcome !== 'record' || others.length > 0)
    throw new Error(`not one record: ${JSON.stringify(only)}`);
  return only;
}

/** A record of contract v1 around its fields. */
export function v1(
  record: Record<string, unknown>,
  event: string | null = 'update',
): Record<string, unknown> {
  return { ...(event === null ? {} : { event }), salon_login: 'msc_example_salon', record };
}

export function fixture(name: string): Buffer {
  return readFileSync(join(__dirname, 'fixtures', name));
}

/** Pairs as they are written down, one a line, as they go over the wire. */
export function encodedForm(pairs: string): string {
  return new URLSearchParams(pairsOf(pairs)).toString();
}

export function pairsOf(pairs: string): [string, string][] {
  return pairs
    .trim()
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
}
