import type { LeadDocument, LeadState } from '../../storage/leads';
import type { RecordNames } from '../views/record-names';
import { campaignOf, siteOf, sourceOf } from './attribution';
import { inBatches } from './batches';
import { type Column, text, time } from './table';

const BATCH = 500;

const stateTitles: Readonly<Record<LeadState, string>> = { ready: 'Готова', no_contact: 'Нет контакта' };

const reasonTitles: Readonly<Record<LeadDocument['attribution']['reason'], string>> = {
  one_session: 'Найдена одна сессия',
  no_session: 'Сессии не было',
  several_sessions: 'Подходят несколько сессий',
};

const attributionTitles: Readonly<Record<LeadDocument['attribution']['kind'], string>> = {
  session: 'Сессия на сайте',
  default_campaign: 'Кампания по умолчанию',
  default_source: 'Источник по умолчанию',
};

/** @param names that learn of each row before it is written; an id stands for a name that is not known. */
export function leadColumns(names: RecordNames): readonly Column<LeadDocument>[] {
  return [
    { title: 'ID', cell: ({ _id }) => text(_id) },
    { title: 'Интеграция', cell: ({ integrationId }) => text(integrationId) },
    { title: 'Номер в системе', cell: ({ externalId }) => text(externalId) },
    { title: 'Состояние', cell: ({ state }) => text(stateTitles[state]) },
    { title: 'Создана', cell: ({ createdAt }) => time(createdAt) },
    { title: 'Время оценено', cell: ({ createdAtEstimated }) => text(createdAtEstimated ? 'да' : 'нет') },
    { title: 'Имя', cell: ({ contact }) => text(contact.name) },
    { title: 'Телефон', cell: ({ contact }) => text(contact.phone) },
    { title: 'E-mail', cell: ({ contact }) => text(contact.email) },
    { title: 'Откуда атрибуция', cell: ({ attribution }) => text(attributionTitles[attribution.kind]) },
    { title: 'Почему', cell: ({ attribution }) => text(reasonTitles[attribution.reason]) },
    { title: 'Кампания', cell: ({ attribution }) => text(campaignOf(attribution, names)) },
    { title: 'Источник', cell: ({ attribution }) => text(sourceOf(attribution, names)) },
    { title: 'Сайт', cell: ({ attribution }) => text(siteOf(attribution, names)) },
    { title: 'ID сделки', cell: ({ dealId }) => text(dealId) },
  ];
}

/** Learns the names of what leads refer to, a batch at a time, before their rows are written. */
export async function* leadRows(
  names: RecordNames,
  leads: AsyncIterable<LeadDocument>,
): AsyncGenerator<LeadDocument> {
  for await (const batch of inBatches(leads, BATCH)) {
    await names.learn(batch);
    yield* batch;
  }
}
