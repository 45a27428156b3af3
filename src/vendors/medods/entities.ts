import { type ErrorParameters, joinTexts, type Texts } from '../../domain/errors';
import type { RefusedEntities } from '../connector';

/** Entities of API v2 that are read, the main one first. */
export const entities = ['appointments', 'sources', 'clients', 'orders', 'users'] as const;
export type Entity = (typeof entities)[number];

/** What the customer reads of an entity; the Russian names are those of the vendor's rights page. */
const entityTitles: Readonly<Record<Entity, Texts>> = {
  appointments: { ru: 'записи на приём', en: 'appointments' },
  sources: { ru: 'источники записи', en: 'sources of bookings' },
  clients: { ru: 'клиенты', en: 'clients' },
  orders: { ru: 'заказы', en: 'orders' },
  users: { ru: 'сотрудники', en: 'staff' },
};

/** Parameters of `entity_refused`: the entities in words, and as the vendor calls them. */
export function refusedEntities(refused: readonly Entity[]): ErrorParameters {
  const words = refused.map((entity) => entityTitles[entity]);
  return { entities: joinTexts(words), codes: refused.join(',') };
}

/**
 * Staff come as a whole list with each pull, so a night without it leaves nothing behind; what else is
 * refused is missing from the rows that were read meanwhile.
 */
export function refusalOf(refused: readonly Entity[]): RefusedEntities | null {
  if (refused.length === 0) return null;
  return { parameters: refusedEntities(refused), rowsLack: refused.some((entity) => entity !== 'users') };
}
