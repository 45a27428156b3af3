import type { Texts } from '../../domain/errors';
import type { Language } from '../../domain/roles';
import type { LeadDocument, LeadState } from '../../storage/leads';
import type { RecordNames } from '../views/record-names';
import { attributionColumns } from './attribution';
import { inBatches } from './batches';
import { commonHeadings, yesOrNo } from './headings';
import { type Column, text, time } from './table';
import { integrationName } from './vendor-words';

const BATCH = 500;

const states: Readonly<Record<LeadState, Texts>> = {
  ready: { ru: 'Готово', en: 'Ready' },
  no_contact: { ru: 'Нет контакта', en: 'No contact' },
};

const headings = {
  createdAt: { ru: 'Дата и время', en: 'Date and time' },
  state: { ru: 'Состояние', en: 'State' },
} as const satisfies Readonly<Record<string, Texts>>;

/**
 * Columns in the order of the report.
 *
 * @param names that learn of each row before it is written; an id stands for a name that is not known.
 */
export function leadColumns(names: RecordNames, language: Language): readonly Column<LeadDocument>[] {
  const heading = commonHeadings(language);
  return [
    { title: headings.createdAt[language], cell: ({ createdAt }) => time(createdAt) },
    {
      title: heading('estimated'),
      cell: ({ createdAtEstimated }) => text(yesOrNo(createdAtEstimated, language)),
    },
    { title: heading('name'), cell: ({ contact }) => text(contact.name) },
    { title: heading('phone'), cell: ({ contact }) => text(contact.phone) },
    { title: heading('email'), cell: ({ contact }) => text(contact.email) },
    { title: headings.state[language], cell: ({ state }) => text(states[state][language]) },
    ...attributionColumns<LeadDocument>(({ attribution }) => attribution, names, language),
    {
      title: heading('integration'),
      cell: ({ integrationId, vendor }) => text(integrationName(integrationId, vendor, language)),
    },
    { title: heading('externalId'), cell: ({ externalId }) => text(externalId) },
    { title: heading('leadId'), cell: ({ _id }) => text(_id) },
    { title: heading('dealId'), cell: ({ dealId }) => text(dealId) },
    { title: heading('contactId'), cell: ({ contactId }) => text(contactId) },
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
