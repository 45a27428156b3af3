import { DateTime } from 'luxon';
import { z } from 'zod';
import { healthOf, isQuiet } from '../../domain/health';
import { integrationStates, vendorNames } from '../../domain/names';
import { nightlyTime } from '../../domain/nightly-time';
import { decryptSettings } from '../../platform/settings-cipher';
import type { IntegrationDocument } from '../../storage/integrations';
import { vendorRegistry } from '../../vendors/registry';
import type { ApiDependencies } from '../dependencies';
import { webhookUrl } from '../hook-secret';
import { failureOf, failureSchema } from '../problem';

const healthSchema = z.object({
  status: z.enum(['ok', 'failing', 'late', 'off']),
  lastSuccessAt: z.iso.datetime().nullable(),
  nextRunAt: z.iso.datetime().nullable(),
  hoursSinceSuccess: z.number().nullable(),
  late: z.boolean(),
  failingSince: z.iso.datetime().nullable(),
  lastRunId: z.string().nullable(),
  error: failureSchema.nullable(),
  /** Of a vendor that sends: when it sent last, and whether that was long ago. */
  lastEventAt: z.iso.datetime().nullable().optional(),
  quiet: z.boolean().optional(),
});

const cardShape = {
  id: z.string(),
  vendor: z.enum(vendorNames),
  state: z.enum(integrationStates),
  reason: failureSchema.extend({ at: z.iso.datetime() }).nullable(),
  health: healthSchema,
};

/** An integration in a list. */
export const integrationCardSchema = z.object(cardShape);

/** An integration with its settings; names of secrets are `null` in them. */
export const integrationSchema = z.object({
  ...cardShape,
  version: z.int(),
  settings: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.object({ setAt: z.iso.datetime() })),
  options: z.record(z.string(), z.array(z.object({ id: z.string(), title: z.string() }))),
  /** Of a vendor that sends: the address to hand to it. */
  webhookUrl: z.string().optional(),
});

/** From when on an integration is late, or quiet. */
type HealthLimits = Pick<ApiDependencies['config'], 'lateAfterHours' | 'quietAfterDays'>;

const settingsSchema = z.record(z.string(), z.unknown());

export function presentCard(
  integration: IntegrationDocument,
  limits: HealthLimits,
  now: Date,
): z.infer<typeof integrationCardSchema> {
  const { reason } = integration;
  return {
    id: integration.integrationId,
    vendor: integration.vendor,
    state: integration.state,
    reason:
      reason === null ? null : { ...failureOf(reason.code, reason.parameters), at: reason.at.toISOString() },
    health: presentHealth(integration, limits, now),
  };
}

export function presentIntegration(
  integration: IntegrationDocument,
  { keyring, config }: Pick<ApiDependencies, 'keyring' | 'config'>,
  now: Date,
): z.infer<typeof integrationSchema> {
  const plain = settingsSchema.parse(decryptSettings(keyring, integration, integration.settings));
  const { secretNames } = vendorRegistry[integration.vendor];
  return {
    ...presentCard(integration, config, now),
    version: integration.version,
    settings: { ...plain, ...Object.fromEntries(secretNames.map((name) => [name, null])) },
    secrets: Object.fromEntries(
      Object.entries(integration.secrets).map(([name, { setAt }]) => [name, { setAt: setAt.toISOString() }]),
    ),
    options: Object.fromEntries(
      Object.entries(integration.options).map(([name, options]) => [
        name,
        options.map(({ id, title }) => ({ id, title })),
      ]),
    ),
    ...(integration.hook === null
      ? {}
      : {
          webhookUrl: webhookUrl(
            keyring,
            integration,
            config.publicUrl,
            integration.vendor,
            integration.hook,
          ),
        }),
  };
}

function presentHealth(
  integration: IntegrationDocument,
  { lateAfterHours, quietAfterDays }: HealthLimits,
  now: Date,
): z.infer<typeof healthSchema> {
  const { health: facts, state } = integration;
  // A vendor that only sends may be quiet for a week and still be well.
  const { backfill: isRead, webhooks: sends } = vendorRegistry[integration.vendor];
  const { lastEventAt } = integration;
  const { status, hoursSinceSuccess, late } = healthOf(
    facts,
    state,
    now,
    isRead ? lateAfterHours : Number.POSITIVE_INFINITY,
  );
  return {
    status,
    lastSuccessAt: facts.lastSuccessAt?.toISOString() ?? null,
    nextRunAt: state === 'active' && isRead ? nextRun(integration, now).toISOString() : null,
    hoursSinceSuccess,
    late,
    failingSince: facts.failingSince?.toISOString() ?? null,
    lastRunId: facts.lastRunId,
    error: facts.error === null ? null : failureOf(facts.error.code, facts.error.parameters),
    ...(sends
      ? {
          lastEventAt: lastEventAt?.toISOString() ?? null,
          quiet: isQuiet({ ...facts, lastEventAt }, state, now, quietAfterDays),
        }
      : {}),
  };
}

/** When the Schedule fires next: computed as the Schedule is, so that no call to Temporal is needed. */
function nextRun(integration: IntegrationDocument, now: Date): Date {
  const local = DateTime.fromJSDate(now, { zone: integration.timeZone });
  const today = local.set({ ...nightlyTime(integration), second: 0, millisecond: 0 });
  return (today > local ? today : today.plus({ days: 1 })).toJSDate();
}
