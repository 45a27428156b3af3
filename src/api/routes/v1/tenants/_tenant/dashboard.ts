import { z } from 'zod';
import { tenantOf } from '../../../../access';
import { tenantParams } from '../../../../identifiers';
import { dashboardSchema, presentDashboard } from '../../../../reports/dashboard';
import { employeeOf } from '../../../../reports/deal-filter';
import { localDays } from '../../../../reports/local-days';
import { referenceQuery } from '../../../../reports/reference-query';
import type { Route } from '../../../../route';

/**
 * The numbers of a tenant's days. Each is the length of a list that these parameters narrow, besides
 * `from`, `to` and `integration`, which are the same there:
 *
 * - leads: `/leads`; of a day: `from` and `to` both that day.
 * - deals: `/deals` with the same `employee`; won: `state=success`; a stage: `funnel` and `stage`; nobody's:
 *   `employee=none`. Amounts are the exact sum of `amount` in that list.
 *
 * Deals count on the day of their creation, deleted ones too; won is what stands in a successful stage
 * today. Leads have no responsible person, so `employee` does not narrow them.
 */
export const dashboard: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/dashboard',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['data'],
        summary: 'Leads and deals by day, stage, integration and responsible person',
        description:
          "Dates are days in the tenant's zone, both included; five years at most, without them the last 30 days. Leads and deals count on the day of their creation; `won` are those of the deals that stand in a successful stage today. Leads have no responsible person: `employee` does not narrow them.",
        params: tenantParams,
        querystring: z.strictObject({
          from: z.iso.date().optional(),
          to: z.iso.date().optional(),
          integration: referenceQuery,
          employee: referenceQuery.describe('an id, or "none" for deals without a responsible person'),
        }),
        response: { 200: dashboardSchema },
      },
    },
    async (request) => {
      const { query } = request;
      const { _id: tenantId, timezone } = tenantOf(request);
      const days = localDays(query, timezone, new Date());
      const filter = { integrationId: query.integration, search: null };
      const employeeId = employeeOf(query.employee);
      const [deals, leads] = await Promise.all([
        storage.sums.deals(tenantId, { ...filter, employeeId }, days),
        storage.sums.leads(tenantId, filter, days),
      ]);
      const [funnels, employees] = await Promise.all([
        storage.funnels.byIds(tenantId, [...new Set(deals.stages.map(({ _id }) => _id.funnelId))]),
        storage.employees.byIds(
          tenantId,
          deals.employees.flatMap(({ _id }) => _id ?? []),
        ),
      ]);
      return presentDashboard({ days, timeZone: timezone, deals, leads, funnels, employees });
    },
  );
};
