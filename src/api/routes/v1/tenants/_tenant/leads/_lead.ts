import { SkvozError } from '../../../../../../domain/errors';
import { leadParams } from '../../../../../identifiers';
import type { Route } from '../../../../../route';
import { listedLeadSchema, presentListedLeads } from '../../../../../views/listed-lead';

export const lead: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/leads/:lead',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['data'],
        summary: 'A lead, as the list has it: with why it has its campaign or source, and their names',
        description: '404 for a lead that is not there, or was taken back: its visit was no online booking.',
        params: leadParams,
        response: { 200: listedLeadSchema },
      },
    },
    async ({ params }) => {
      const found = await storage.leads.get(params.tenant, params.lead);
      const [shown] = await presentListedLeads(storage, params.tenant, found === null ? [] : [found]);
      if (shown === undefined) throw new SkvozError('not_found');
      return shown;
    },
  );
};
