import { webhookConnectors } from '../vendors/webhook-connectors';
import { applyRecords, nobodyUnderWay, readStored } from './apply-records';
import type { OpenedIntegration } from './connection';
import { deliveryContext } from './delivery-context';
import type { ActivityDependencies } from './dependencies';

const DEALS_AT_ONCE = 200;

/**
 * Folds the next deals again where the settings came to read differently what is stored of them, or where
 * all were moved into another funnel. How far it came is kept with the integration, so whoever is stopped
 * goes on from there.
 *
 * @returns whether there was anything to do.
 */
export async function refoldSome(
  { storage }: Pick<ActivityDependencies, 'storage'>,
  opened: OpenedIntegration,
): Promise<boolean> {
  const { integration } = opened;
  const { refold, vendor, accountName } = integration;
  if (refold === undefined) return false;
  const connector = webhookConnectors[vendor];
  if (connector === undefined) throw new Error(`${vendor} sends no webhooks`);
  const context = deliveryContext(opened, connector, accountName);
  if (refold.after === null) await storage.funnels.upsert(context.key, context.funnel);
  const ids = await storage.deals.externalIds(context.key, refold.after, DEALS_AT_ONCE);
  const stored = await readStored(storage, context.key, ids);
  const states = new Map([...stored.deals].map(([externalId, { record }]) => [externalId, record]));
  await applyRecords(storage, context, [], states, stored, nobodyUnderWay);
  const last = ids.length < DEALS_AT_ONCE ? null : (ids.at(-1) ?? null);
  await storage.integrations.advanceRefold(context.key, refold, last);
  return true;
}
