import type { ContactDocument } from '../../storage/contacts';
import { type Column, text, time } from './table';

export const contactColumns: readonly Column<ContactDocument>[] = [
  { title: 'ID', cell: ({ _id }) => text(_id) },
  { title: 'Интеграция', cell: ({ integrationId }) => text(integrationId) },
  { title: 'Номер в системе', cell: ({ externalId }) => text(externalId) },
  { title: 'Имя', cell: ({ name }) => text(name) },
  // One in a cell, so that a phone stays a phone.
  { title: 'Телефон', cell: ({ phones }) => text(phones[0] ?? null) },
  { title: 'Другие телефоны', cell: ({ phones }) => text(phones.slice(1).join(', ') || null) },
  { title: 'E-mail', cell: ({ emails }) => text(emails.join(', ') || null) },
  { title: 'Создан', cell: ({ createdAt }) => time(createdAt) },
];
