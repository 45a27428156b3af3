import { SkvozError } from '../../../../../../../../domain/errors';
import { findIntegration } from '../../../../../../../find-integration';
import { rotatedHook } from '../../../../../../../hook-secret';
import { integrationParams } from '../../../../../../../identifiers';
import type { Route } from '../../../../../../../route';
import { integrationSchema, presentIntegration } from '../../../../../../../views/integration';

export const rotate: Route = (api, dependencies) => {
  const { storage, keyring } = dependencies;
  api.post(
    '/api/v1/tenants/:tenant/integrations/:integration/hook/rotate',
    {
      config: { access: 'tenant', audit: 'integration.hook_rotated' },
      schema: {
        tags: ['events'],
        summary: 'Gives the hook a new secret; the old address serves for seven days more',
        params: integrationParams,
        response: { 200: integrationSchema },
      },
    },
    async ({ params }) => {
      for (;;) {
        const integration = await findIntegration(storage, params);
        if (integration.hook === null) throw new SkvozError('hook_unsupported');
        const now = new Date();
        const hook = rotatedHook(keyring, integration, integration.hook, now);
        const rotated = await storage.integrations.replaceHook(integration, integration.hook, hook);
        // Null: somebody else rotated it meanwhile, and the address they were given must serve on.
        if (rotated !== null) return presentIntegration(rotated, dependencies, now);
      }
    },
  );
};
