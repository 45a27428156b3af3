import type { LeadDocument, LeadState } from '../../storage/leads';
import { type Names, named } from './names';
import { type Column, text, time } from './table';

const stateTitles: Readonly<Record<LeadState, string>> = { ready: 'Готова', no_contact: 'Нет контакта' };

const attributionTitles: Readonly<Record<LeadDocument['attribution']['kind'], string>> = {
  session: 'Сессия на сайте',
  default_campaign: 'Кампания по умолчанию',
  default_source: 'Источник по умолчанию',
};

export function leadColumns(names: Names): readonly Column<LeadDocument>[] {
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
    { title: 'Кампания', cell: ({ attribution }) => text(named(names.campaigns, attribution.campaignId)) },
    { title: 'Источник', cell: ({ attribution }) => text(named(names.sources, attribution.sourceId)) },
    { title: 'Сайт', cell: ({ attribution }) => text(named(names.sites, attribution.siteId)) },
    { title: 'ID сделки', cell: ({ dealId }) => text(dealId) },
  ];
}
