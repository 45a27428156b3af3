import { z } from 'zod';
import type { Attribution } from '../../domain/attribution';
import type { RecordNames } from './record-names';

export const attributionSchema = z.object({
  kind: z.enum(['session', 'default_campaign', 'default_source']),
  reason: z.enum(['one_session', 'no_session', 'several_sessions']),
  sessionId: z.string().nullable(),
  campaignId: z.string().nullable(),
  sourceId: z.string().nullable(),
  siteId: z.string().nullable(),
  utm: z
    .object({
      source: z.string().optional(),
      medium: z.string().optional(),
      campaign: z.string().optional(),
      term: z.string().optional(),
      content: z.string().optional(),
    })
    .nullable(),
});

export function presentAttribution(attribution: Attribution): z.infer<typeof attributionSchema> {
  const { kind, reason, sessionId, campaignId, sourceId, siteId, utm } = attribution;
  return {
    kind,
    reason,
    sessionId: sessionId ?? null,
    campaignId: campaignId ?? null,
    sourceId: sourceId ?? null,
    siteId: siteId ?? null,
    utm: utm ?? null,
  };
}

/** Names of what an attribution refers to, beside it in a row of a table. */
export const attributionNamesShape = {
  campaignName: z.string().nullable(),
  sourceName: z.string().nullable(),
  /** Of the source, e.g. `cpc`. */
  channel: z.string().nullable(),
  siteName: z.string().nullable(),
};

/** @param names that have learnt of the attribution. */
export function presentAttributionNames(
  attribution: Attribution | null,
  names: RecordNames,
): z.infer<z.ZodObject<typeof attributionNamesShape>> {
  return {
    campaignName: names.campaign(attribution?.campaignId),
    sourceName: names.source(attribution?.sourceId),
    channel: names.channel(attribution?.sourceId),
    siteName: names.site(attribution?.siteId),
  };
}
