import { IANAZone } from 'luxon';
import { z } from 'zod';

const entryId = z.string().regex(/^[a-z0-9-]{1,64}$/);

/** What a lead without a session gets: a campaign, or a source together with a site. */
const fallbackSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('campaign'), campaignId: entryId }),
  z.strictObject({ kind: z.literal('source'), sourceId: entryId, siteId: entryId }),
]);

/** An IANA name such as `Europe/Moscow`. */
export const timeZoneSchema = z.string().refine((name) => IANAZone.isValidZone(name), {
  error: 'unknown time zone, give an IANA name such as Europe/Moscow',
  params: { ru: 'неизвестный часовой пояс: нужно имя IANA, например Europe/Moscow' },
});

/** Settings of leads, to which a vendor adds its own. With leads on, a fallback is required. */
export const leadsShape = {
  enabled: z.boolean().default(false),
  fallback: fallbackSchema.optional(),
};

/** Refuses leads without a fallback, at the field where it is missing. */
export function requireFallback(
  leads: { enabled: boolean; fallback?: unknown },
  context: z.core.$RefinementCtx,
): void {
  if (leads.enabled && leads.fallback === undefined) {
    context.addIssue({
      code: 'custom',
      path: ['fallback'],
      message: 'with leads on, choose a default campaign, or a source and a site',
      params: { ru: 'выберите рекламную кампанию или источник и сайт по умолчанию' },
      input: leads.fallback,
    });
  }
}
