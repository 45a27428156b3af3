import type { Attribution } from '../../domain/attribution';
import type { RecordNames } from '../views/record-names';

/** The name, or the id where the name is not known; so with all three. */
export function campaignOf(attribution: Attribution | null, names: RecordNames): string | null {
  return names.campaign(attribution?.campaignId) ?? attribution?.campaignId ?? null;
}

export function sourceOf(attribution: Attribution | null, names: RecordNames): string | null {
  return names.source(attribution?.sourceId) ?? attribution?.sourceId ?? null;
}

export function siteOf(attribution: Attribution | null, names: RecordNames): string | null {
  return names.site(attribution?.siteId) ?? attribution?.siteId ?? null;
}
