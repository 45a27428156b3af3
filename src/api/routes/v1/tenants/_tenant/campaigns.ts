import { z } from 'zod';
import { SkvozError } from '../../../../../domain/errors';
import { createIdentifier } from '../../../../../platform/hash';
import type { CampaignEntry, PickLists } from '../../../../../storage/pick-lists';
import { tenantOf } from '../../../../access';
import { decodeId } from '../../../../cursor';
import { chosenId, entryParams, nameSchema, tenantParams } from '../../../../identifiers';
import { listSchema, pageById, pageQuery } from '../../../../list';
import { requireUnused } from '../../../../pick-list-use';
import type { Route } from '../../../../route';

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
    throw new SkvozError('reference_not_found', { references: `site ${id}` }, [
      { path: 'siteId', code: 'reference_not_found', message: 'there is no such site, or it is archived' },
    ]);
  }
}

function present({ tenantId: _, ...entry }: CampaignEntry): z.infer<typeof campaignSchema> {
  return { ...entry, conditions: [...entry.conditions] };
}

export const campaigns: Route = (api, { storage }) => {
  const list = storage.pickLists.campaigns;

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
    async ({ params: { tenant }, query: { limit, cursor } }) => {
      const scope = ['campaigns', tenant];
      const after = decodeId(scope, cursor);
      const { documents, nextCursor } = await pageById(
        scope,
        limit,
        (count) => list.list(tenant, after, count),
        ({ id }) => id,
      );
      return { items: documents.map(present), nextCursor };
    },
  );

  api.post(
    '/api/v1/tenants/:tenant/campaigns',
    {
      config: { access: 'tenant' },
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
      const tenantId = tenantOf(request)._id;
      await requireSite(storage.pickLists, tenantId, fields.siteId ?? null);
      const entry = { tenantId, id: id ?? createIdentifier(), ...fields, archived: false };
      await list.create(entry);
      return reply.code(201).send(present(entry));
    },
  );

  api.patch(
    '/api/v1/tenants/:tenant/campaigns/:id',
    {
      config: { access: 'tenant' },
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
    async ({ params: { tenant, id }, body }) => {
      if (body.archived === true) await requireUnused(storage, tenant, 'campaign', id);
      await requireSite(storage.pickLists, tenant, body.siteId ?? null);
      const changed = await list.change(tenant, id, body);
      if (changed === null) throw new SkvozError('not_found');
      return present(changed);
    },
  );
};
