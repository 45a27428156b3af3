import { z } from 'zod';
import { historyOf } from '../../domain/history';
import type { IntegrationKey } from '../../domain/names';
import type { ObservedFields } from '../../domain/observation';
import { contactId } from '../../storage/contacts';
import type { DealDocument } from '../../storage/deals';
import { employeeId } from '../../storage/employees';
import { funnelId, stageId } from '../../storage/funnels';
import type { StoredObservation } from '../../storage/observations';

export const historyItemSchema = z.object({
  changedAt: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
  origin: z.object({ kind: z.enum(['run', 'event']), id: z.string() }),
});

type HistoryItem = z.infer<typeof historyItemSchema>;

/** The name that a deal's JSON has for an observed field; null for what it does not have. */
const publicNames: Readonly<Record<keyof ObservedFields, string | null>> = {
  name: 'name',
  amount: 'amount',
  paidAmount: 'paidAmount',
  createdAt: 'createdAt',
  visitAt: null,
  funnelKey: 'funnelId',
  stageKey: 'stageId',
  statusText: 'statusText',
  contactExternalId: 'contactId',
  employeeExternalId: 'employeeId',
  customFields: 'customFields',
  crmSource: 'crmSource',
  deleted: 'deleted',
  online: null,
};

/** What changed in a deal and when, newest first, in the words of the deal's JSON. */
export function presentHistory(
  deal: DealDocument,
  observations: readonly StoredObservation[],
): HistoryItem[] {
  const items: HistoryItem[] = [];
  let funnelBefore: string | null = null;
  for (const { changedAt, receivedAt, changes, observation } of historyOf(observations).reverse()) {
    const moved = changes.find(({ field }) => field === 'funnelKey');
    const funnelAfter: string | null = typeof moved?.to === 'string' ? moved.to : funnelBefore;
    const shown = changes.flatMap(({ field, from, to }) => {
      const name = publicNames[field];
      if (name === null) return [];
      return [
        {
          field: name,
          from: publicValue(deal, field, from, funnelBefore),
          to: publicValue(deal, field, to, funnelAfter),
        },
      ];
    });
    if (shown.length > 0) {
      items.push({
        changedAt: changedAt.toISOString(),
        receivedAt: receivedAt.toISOString(),
        changes: shown,
        origin: { kind: observation.origin.kind, id: observation.origin.id },
      });
    }
    funnelBefore = funnelAfter;
  }
  return items.reverse();
}

/** @param funnelKey of the deal at that moment, null while no observation has named one. */
function publicValue(
  deal: DealDocument,
  field: keyof ObservedFields,
  value: unknown,
  funnelKey: string | null,
): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'string') return value ?? null;
  const key: IntegrationKey = deal;
  switch (field) {
    case 'funnelKey':
      return funnelId(key, value);
    case 'stageKey':
      return funnelKey === null ? `${deal.funnelId}.${value}` : stageId(key, funnelKey, value);
    case 'contactExternalId':
      return contactId(key, value);
    case 'employeeExternalId':
      return employeeId(key, value);
    default:
      return value;
  }
}
