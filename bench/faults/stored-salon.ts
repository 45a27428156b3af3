import { z } from 'zod';
import type { IntegrationKey } from '../../src/domain/names';
import type { InboxDocument } from '../../src/storage/inbox';
import type { StoredObservation } from '../../src/storage/observations';
import type { LocalStack } from '../stand/local-stack';
import type { OperatorApi } from '../stand/operator-api';

const AT_ONCE = 8;

const dealSchema = z.object({
  id: z.string(),
  externalId: z.string(),
  name: z.string(),
  amount: z.string().nullable(),
  paidAmount: z.string().nullable(),
  createdAt: z.string(),
  changedAt: z.string(),
  stageId: z.string(),
  contactId: z.string().nullable(),
  customFields: z.array(z.object({ code: z.string(), value: z.string() })),
  deleted: z.boolean(),
  leadId: z.string().nullable(),
});
export type ShownDeal = z.infer<typeof dealSchema>;

const leadSchema = z.object({
  id: z.string(),
  externalId: z.string(),
  contactId: z.string().optional(),
  contact: z.object({ phone: z.string().nullable(), email: z.string().nullable() }),
});
export type ShownLead = z.infer<typeof leadSchema>;

const historySchema = z.object({
  items: z.array(z.object({ changedAt: z.string(), changes: z.array(z.object({ field: z.string() })) })),
});
export type ShownHistory = z.infer<typeof historySchema>['items'];

/** What one salon's deliveries became: deals, leads and history over the API, the rest as it is stored. */
export interface StoredSalon {
  readonly rows: readonly Pick<InboxDocument, 'pending' | 'results'>[];
  readonly observations: readonly Pick<StoredObservation, 'externalId' | 'changedAt'>[];
  readonly deals: readonly ShownDeal[];
  readonly leads: readonly ShownLead[];
  /** By external id. */
  readonly histories: ReadonlyMap<string, ShownHistory>;
}

export async function readStoredSalon(
  { api, db }: LocalStack,
  { tenantId, integrationId }: IntegrationKey,
): Promise<StoredSalon> {
  const owner = { tenantId, integrationId };
  const [rows, observations, deals, leads] = await Promise.all([
    db
      .collection<InboxDocument>('inbox')
      .find(owner)
      .project<Pick<InboxDocument, 'pending' | 'results'>>({ pending: 1, results: 1 })
      .toArray(),
    db
      .collection<StoredObservation>('observations')
      .find(owner)
      .project<Pick<StoredObservation, 'externalId' | 'changedAt'>>({ externalId: 1, changedAt: 1 })
      .toArray(),
    readAll(api, `/tenants/${tenantId}/deals`, dealSchema),
    readAll(api, `/tenants/${tenantId}/leads`, leadSchema),
  ]);
  return { rows, observations, deals, leads, histories: await readHistories(api, tenantId, deals) };
}

async function readAll<Item extends z.ZodType>(
  api: OperatorApi,
  path: string,
  item: Item,
): Promise<z.output<Item>[]> {
  const page = z.object({ items: z.array(item), nextCursor: z.string().nullable() });
  const items: z.output<Item>[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const read: z.output<typeof page> = page.parse(await api.call('GET', `${path}?limit=200${query}`));
    items.push(...read.items);
    cursor = read.nextCursor;
  } while (cursor !== null);
  return items;
}

async function readHistories(
  api: OperatorApi,
  tenantId: string,
  deals: readonly ShownDeal[],
): Promise<Map<string, ShownHistory>> {
  const histories = new Map<string, ShownHistory>();
  const left = [...deals];
  const takeTurns = async (): Promise<void> => {
    for (let deal = left.pop(); deal !== undefined; deal = left.pop()) {
      const history = await api.call('GET', `/tenants/${tenantId}/deals/${deal.id}/history`);
      histories.set(deal.externalId, historySchema.parse(history).items);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
  return histories;
}
