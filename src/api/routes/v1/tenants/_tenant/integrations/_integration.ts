import { z } from 'zod';
import { tenantOf } from '../../../../../access';
import { audited } from '../../../../../audit';
import { callerOf, roleOf } from '../../../../../caller';
import type { ApiDependencies } from '../../../../../dependencies';
import { findIntegration } from '../../../../../find-integration';
import { chosenId, integrationParams } from '../../../../../identifiers';
import type { Route } from '../../../../../route';
import { type SavedSettings, saveSettings } from '../../../../../save-settings';
import { integrationSchema, presentIntegration } from '../../../../../views/integration';

/** MongoDB has the new settings already: without Temporal the hourly sweep brings them to the workflow. */
async function announce(
  { temporal, log }: Pick<ApiDependencies, 'temporal' | 'log'>,
  { integration, changed }: SavedSettings,
): Promise<void> {
  if (!changed || integration.state === 'inactive') return;
  try {
    await temporal.settingsChanged(integration, { version: integration.version });
  } catch (error) {
    const { tenantId, integrationId } = integration;
    log.warn({ err: error, tenantId, integrationId }, 'new settings are saved, their workflow was not told');
  }
}

export const integration: Route = (api, dependencies) => {
  const { storage } = dependencies;

  api.get(
    '/api/v1/tenants/:tenant/integrations/:integration',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['integrations'],
        summary:
          'An integration with its settings; secrets are null, and no analyst sees the webhook address',
        params: integrationParams,
        response: { 200: integrationSchema },
      },
    },
    async (request) => {
      const found = await findIntegration(storage, request.params);
      const { webhookUrl, ...shown } = presentIntegration(found, dependencies, new Date());
      // Who knows the address can send bookings, which is more than to look.
      const mayKnow = roleOf(callerOf(request)) !== 'analyst' && webhookUrl !== undefined;
      return mayKnow ? { ...shown, webhookUrl } : shown;
    },
  );

  api.put(
    '/api/v1/tenants/:tenant/integrations/:integration',
    {
      config: { access: 'tenant', audit: 'integration.settings_saved' },
      schema: {
        tags: ['integrations'],
        summary: 'Saves settings and calls no vendor; the first ones make the integration',
        description:
          'Secrets stand inside `settings`; null or absent keeps the stored one. With `version` the save ' +
          'fails with `settings_conflict` when somebody else saved meanwhile. `vendor` is needed once, for ' +
          "an id that is not a vendor's name.",
        params: integrationParams.extend({ integration: chosenId }),
        body: z.strictObject({
          settings: z.record(z.string(), z.unknown()),
          version: z.int().nonnegative().optional(),
          vendor: z.string().max(64).optional(),
        }),
        response: { 200: integrationSchema },
      },
    },
    async (request) => {
      const { params, body } = request;
      const saved = await saveSettings(dependencies, tenantOf(request), params.integration, body);
      audited(request, { changes: saved.changes, nothingDone: !saved.changed });
      await announce(dependencies, saved);
      return presentIntegration(saved.integration, dependencies, new Date());
    },
  );
};
