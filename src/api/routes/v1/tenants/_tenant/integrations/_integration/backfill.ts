import { DateTime } from 'luxon';
import { z } from 'zod';
import { changedFields } from '../../../../../../../domain/audit';
import { SkvozError } from '../../../../../../../domain/errors';
import { vendorRegistry } from '../../../../../../../vendors/registry';
import { audited } from '../../../../../../audit';
import { findIntegration } from '../../../../../../find-integration';
import { integrationParams } from '../../../../../../identifiers';
import { startPull } from '../../../../../../pulls';
import type { Route } from '../../../../../../route';

const LONGEST_YEARS = 5;

/** @throws SkvozError `range_invalid`, `range_too_long` */
function requireRange({ from, to }: { readonly from: string; readonly to: string }): void {
  if (from > to) throw new SkvozError('range_invalid');
  const latest = DateTime.fromISO(from, { zone: 'utc' }).plus({ years: LONGEST_YEARS });
  if (DateTime.fromISO(to, { zone: 'utc' }) >= latest) {
    throw new SkvozError('range_too_long', { years: LONGEST_YEARS });
  }
}

export const backfill: Route = (api, dependencies) => {
  api.post(
    '/api/v1/tenants/:tenant/integrations/:integration/backfill',
    {
      config: { access: 'tenant', audit: 'run.started' },
      schema: {
        tags: ['runs'],
        summary: 'Reads the visits of these dates, both included, five years at most',
        params: integrationParams,
        body: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
        response: { 202: z.object({ runId: z.string() }) },
      },
    },
    async (request, reply) => {
      const { params, body } = request;
      requireRange(body);
      const integration = await findIntegration(dependencies.storage, params);
      if (!vendorRegistry[integration.vendor].backfill) throw new SkvozError('backfill_unsupported');
      const runId = await startPull(dependencies, integration, { kind: 'backfill', range: body });
      audited(request, { changes: changedFields(null, { kind: 'backfill', ...body }) });
      return reply.code(202).send({ runId });
    },
  );
};
