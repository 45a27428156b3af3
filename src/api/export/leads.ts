import type { Texts } from '../../domain/errors';
import type { Language } from '../../domain/roles';
import type { LeadDocument, LeadState } from '../../storage/leads';
import type { Storage } from '../../storage/storage';
import { type LeadOfDeal, withDeals } from '../views/listed-lead';
import type { RecordNames } from '../views/record-names';
import { attributionColumns } from './attribution';
import { inBatches } from './batches';
import { stageStatusWords } from './deals';
import { commonHeadings, yesOrNo } from './headings';
import { type Column, money, text, time } from './table';
import { integrationName } from './vendor-words';

const BATCH = 500;

const states: Readonly<Record<LeadState, Texts>> = {
  ready: { ru: 'Готово', en: 'Ready' },
  no_contact: { ru: 'Нет контакта', en: 'No contact' },
};

const headings = {
  createdAt: { ru: 'Дата и время', en: 'Date and time' },
  state: { ru: 'Состояние', en: 'State' },
  dealStatus: { ru: 'Статус сделки', en: 'Status of the deal' },
  dealAmount: { ru: 'Сумма сделки', en: 'Amount of the deal' },
} as const satisfies Readonly<Record<string, Texts>>;

/**
 * Columns in the order of the report.
 *
 * @param names that learn of each row before it is written; an id stands for a name that is not known.
 */
export function leadColumns(names: RecordNames, language: Language): readonly Column<LeadOfDeal>[] {
  const heading = commonHeadings(language);
  return [
    { title: headings.createdAt[language], cell: ({ lead: { createdAt } }) => time(createdAt) },
    {
      title: heading('estimated'),
      cell: ({ lead: { createdAtEstimated } }) => text(yesOrNo(createdAtEstimated, language)),
    },
    { title: heading('name'), cell: ({ lead: { contact } }) => text(contact.name) },
    { title: heading('phone'), cell: ({ lead: { contact } }) => text(contact.phone) },
    { title: heading('email'), cell: ({ lead: { contact } }) => text(contact.email) },
    { title: headings.state[language], cell: ({ lead: { state } }) => text(states[state][language]) },
    ...attributionColumns<LeadOfDeal>(({ lead }) => lead.attribution, names, language),
    {
      title: heading('integration'),
      cell: ({ lead: { integrationId, vendor } }) => text(integrationName(integrationId, vendor, language)),
    },
    { title: heading('externalId'), cell: ({ lead: { externalId } }) => text(externalId) },
    { title: heading('leadId'), cell: ({ lead: { _id } }) => text(_id) },
    { title: heading('dealId'), cell: ({ lead: { dealId } }) => text(dealId) },
    {
      title: headings.dealStatus[language],
      cell: ({ deal }) => text(deal === null ? null : stageStatusWords[deal.stageStatus][language]),
    },
    { title: headings.dealAmount[language], cell: ({ deal }) => money(deal?.amount?.toString() ?? null) },
    { title: heading('contactId'), cell: ({ lead: { contactId } }) => text(contactId) },
  ];
}

/** Adds names and deals to leads, a batch at a time, so that few are in memory and few questions are asked. */
export async function* leadRows(
  storage: Pick<Storage, 'deals'>,
  tenantId: string,
  names: RecordNames,
  leads: AsyncIterable<LeadDocument>,
): AsyncGenerator<LeadOfDeal> {
  for await (const batch of inBatches(leads, BATCH)) {
    const [rows] = await Promise.all([withDeals(storage, tenantId, batch), names.learn(batch)]);
    yield* rows;
  }
}
