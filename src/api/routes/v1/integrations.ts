import { z } from 'zod';
import { type HealthStatus, healthOf, isQuiet } from '../../../domain/health';
import { integrationStates } from '../../../domain/names';
import type { IntegrationDocument } from '../../../storage/integrations';
import { vendorRegistry } from '../../../vendors/registry';
import type { ApiDependencies } from '../../dependencies';
import type { Route } from '../../route';
import { integrationCardSchema, presentCard } from '../../views/integration';

/** Worst first: an operator looks at the top of the list. */
const conditions = ['failing', 'late', 'quiet', 'ok', 'off'] as const;
type Condition = (typeof conditions)[number];

const LISTED = 200;

const cardSchema = integrationCardSchema.extend({
  tenantId: z.string(),
  tenantName: z.string(),
  condition: z.enum(conditions),
});

function conditionOf(
  integration: IntegrationDocument,
  { lateAfterHours, quietAfterDays }: ApiDependencies['config'],
  now: Date,
): Condition {
  const { vendor, state, health, lastEventAt } = integration;
  const { backfill: isRead, webhooks: sends } = vendorRegistry[vendor];
  const limit = isRead ? lateAfterHours : Number.POSITIVE_INFINITY;
  const status: HealthStatus = healthOf(health, state, now, limit).status;
  return status === 'ok' && sends && isQuiet({ ...health, lastEventAt }, state, now, quietAfterDays)
    ? 'quiet'
    : status;
}

export const allIntegrations: Route = (api, { storage, config }) => {
  api.get(
    '/api/v1/integrations',
    {
      config: { access: 'operator' },
      schema: {
        tags: ['integrations'],
        summary: 'Health of the integrations of all tenants, the worst first',
        description:
          `Counts all of them by condition and lists at most ${LISTED}. \`quiet\`: nothing is wrong with it, but ` +
          'the vendor has sent nothing for long.',
        querystring: z.strictObject({ condition: z.enum(conditions).optional() }),
        response: {
          200: z.object({
            counts: z.object({
              failing: z.int(),
              late: z.int(),
              quiet: z.int(),
              ok: z.int(),
              off: z.int(),
            }),
            items: z.array(cardSchema),
            /** More than are listed. */
            more: z.boolean(),
          }),
        },
      },
    },
    async ({ query }) => {
      const now = new Date();
      const found: Record<Condition, IntegrationDocument[]> = {
        failing: [],
        late: [],
        quiet: [],
        ok: [],
        off: [],
      };
      const counts = { failing: 0, late: 0, quiet: 0, ok: 0, off: 0 };
      for await (const integration of storage.integrations.inStates(integrationStates)) {
        const condition = conditionOf(integration, config, now);
        counts[condition] += 1;
        if (found[condition].length < LISTED) found[condition].push(integration);
      }
      const shown: readonly Condition[] = query.condition === undefined ? conditions : [query.condition];
      const listed = shown
        .flatMap((condition) => found[condition].map((integration) => ({ condition, integration })))
        .slice(0, LISTED);
      const names = new Map((await storage.tenants.all()).map(({ _id, name }) => [_id, name]));
      const total = shown.reduce((sum, condition) => sum + counts[condition], 0);
      return {
        counts,
        items: listed.map(({ condition, integration }) => ({
          ...presentCard(integration, config, now),
          tenantId: integration.tenantId,
          tenantName: names.get(integration.tenantId) ?? integration.tenantId,
          condition,
        })),
        more: total > listed.length,
      };
    },
  );
};
