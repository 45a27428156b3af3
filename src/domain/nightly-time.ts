import type { IntegrationKey } from './names';

const WINDOW_START_MINUTE = 60;
const WINDOW_MINUTES = 240;

/**
 * The local time of an integration's nightly pull, within 01:00–04:59. It is hashed (FNV-1a) from the
 * key, so it is stable and ten thousand tenants do not start together.
 */
export function nightlyTime(key: IntegrationKey): { hour: number; minute: number } {
  let hash = 0x811c9dc5;
  for (const character of `${key.tenantId}/${key.integrationId}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  const minuteOfDay = WINDOW_START_MINUTE + (hash % WINDOW_MINUTES);
  return { hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 };
}
