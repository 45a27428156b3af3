import type { Texts } from '../../domain/errors';
import type { VendorName } from '../../domain/names';
import type { Language } from '../../domain/roles';
import type { ContactDocument } from '../../storage/contacts';
import { commonHeadings } from './headings';
import { type Column, text, time } from './table';
import { integrationName } from './vendor-words';

const OTHER_PHONES: Texts = { ru: 'Другие телефоны', en: 'Other phones' };
const CREATED_AT: Texts = { ru: 'Создан', en: 'Created' };

/** @param vendors of the tenant's integrations, by the id of the integration. */
export function contactColumns(
  vendors: ReadonlyMap<string, VendorName>,
  language: Language,
): readonly Column<ContactDocument>[] {
  const heading = commonHeadings(language);
  return [
    { title: heading('contactId'), cell: ({ _id }) => text(_id) },
    {
      title: heading('integration'),
      cell: ({ integrationId: id }) => text(integrationName(id, vendors.get(id), language)),
    },
    { title: heading('externalId'), cell: ({ externalId }) => text(externalId) },
    { title: heading('name'), cell: ({ name }) => text(name) },
    // One in a cell, so that a phone stays a phone.
    { title: heading('phone'), cell: ({ phones }) => text(phones[0] ?? null) },
    { title: OTHER_PHONES[language], cell: ({ phones }) => text(phones.slice(1).join(', ') || null) },
    { title: heading('email'), cell: ({ emails }) => text(emails.join(', ') || null) },
    { title: CREATED_AT[language], cell: ({ createdAt }) => time(createdAt) },
  ];
}
