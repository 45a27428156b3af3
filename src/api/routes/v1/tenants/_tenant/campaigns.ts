import { z } from 'zod';
import { SkvozError } from '../../../../../domain/errors';
import type { CampaignEntry, PickLists } from '../../../../../storage/pick-lists';
import { tenantOf } from '../../../../access';
import { chosenId, entryParams, nameSchema, tenantParams } from '../../../../identifiers';
import { listSchema, pageQuery } from '../../../../list';
import { pickListActions } from '../../../../pick-list-actions';
import type { Route } from '../../../../route';
import { absentReference, absentReferences } from '../../../../settings-check';

const campaignSchema = z.object({
  id: z.string(),
  name: z.string(),
  siteId: z.string().nullable(),
  conditions: z.array(z.unknown()),
  archived: z.boolean(),
});

/** Which sessions belong to the campaign; kept as given until sessions are recorded. */
const conditionsSchema = z.array(z.record(z.string(), z.unknown())).max(100);

/** @throws SkvozError `reference_not_found` */
async function requireSite(
  { sites }: Pick<PickLists, 'sites'>,
  tenantId: string,
  id: string | null,
): Promise<void> {
  if (id === null) return;
  const site = await sites.get(tenantId, id);
  if (site === null || site.archived) {
    throw new SkvozError('reference_not_found', absentReferences([{ kind: 'site', id }]), [
      { path: 'siteId', code: 'reference_not_found', message: absentReference.site },
    ]);
  }
}

function present({ tenantId: _, ...entry }: CampaignEntry): z.infer<typeof campaignSchema> {
  return { ...entry, conditions: [...entry.conditions] };
}

export const campaigns: Route = (api, { storage }) => {
  const actions = pickListActions(storage, storage.pickLists.campaigns, 'campaigns', 'campaign');

  api.get(
    '/api/v1/tenants/:tenant/campaigns',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['pick-lists'],
        summary: 'Campaigns in order of id, archived ones too',
        params: tenantParams,
        querystring: z.strictObject(pageQuery),
        response: { 200: listSchema(campaignSchema) },
      },
    },
    async ({ params, query }) => actions.page(params.tenant, query, present),
  );

  api.post(
    '/api/v1/tenants/:tenant/campaigns',
    {
      config: { access: 'tenant', audit: 'campaign.created' },
      schema: {
        tags: ['pick-lists'],
        summary: 'Makes a campaign',
        params: tenantParams,
        body: z.strictObject({
          id: chosenId.optional(),
          name: nameSchema,
          siteId: chosenId.nullable().default(null),
          conditions: conditionsSchema.default([]),
        }),
        response: { 201: campaignSchema },
      },
    },
    async (request, reply) => {
      const { id, ...fields } = request.body;
      await requireSite(storage.pickLists, tenantOf(request)._id, fields.siteId ?? null);
      const made = await actions.create(request, id, (identity) => ({ ...identity, ...fields }));
      return reply.code(201).send(present(made));
    },
  );

  api.patch(
    '/api/v1/tenants/:tenant/campaigns/:id',
    {
      config: { access: 'tenant', audit: 'campaign.changed' },
      schema: {
        tags: ['pick-lists'],
        summary: 'Changes a campaign; one that settings name cannot be archived',
        params: entryParams,
        body: z.strictObject({
          name: nameSchema.exactOptional(),
          siteId: chosenId.nullable().exactOptional(),
          conditions: conditionsSchema.exactOptional(),
          archived: z.boolean().exactOptional(),
        }),
        response: { 200: campaignSchema },
      },
    },
    async (request) => {
      const { body } = request;
      await requireSite(storage.pickLists, tenantOf(request)._id, body.siteId ?? null);
      return present(await actions.change(request, request.params.id, body));
    },
  );
};
