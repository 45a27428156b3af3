import type { Texts } from '../../domain/errors';
import type { StageStatus } from '../../domain/names';
import type { Language } from '../../domain/roles';
import type { DealDocument } from '../../storage/deals';
import type { Storage } from '../../storage/storage';
import { type DealOfPerson, withPeople } from '../views/listed-deal';
import type { RecordNames } from '../views/record-names';
import { attributionColumns } from './attribution';
import { inBatches } from './batches';
import { commonHeadings, yesOrNo } from './headings';
import { type Column, money, text, time } from './table';
import { funnelName, integrationName, stageName } from './vendor-words';

const BATCH = 500;

export const stageStatusWords: Readonly<Record<StageStatus, Texts>> = {
  in_process: { ru: 'В работе', en: 'In progress' },
  success: { ru: 'Успех', en: 'Won' },
  failed: { ru: 'Отказ', en: 'Lost' },
};

const headings = {
  createdAt: { ru: 'Создана', en: 'Created' },
  changedAt: { ru: 'Изменена', en: 'Changed' },
  stageChangedAt: { ru: 'Переход на этап', en: 'Moved to the stage' },
  closedAt: { ru: 'Закрыта', en: 'Closed' },
  name: { ru: 'Сделка', en: 'Deal' },
  stage: { ru: 'Этап', en: 'Stage' },
  amount: { ru: 'Сумма', en: 'Amount' },
  paidAmount: { ru: 'Оплачено', en: 'Paid' },
  employee: { ru: 'Ответственный', en: 'Responsible' },
  funnel: { ru: 'Воронка', en: 'Funnel' },
  status: { ru: 'Статус', en: 'Status' },
  statusText: { ru: 'Статус в системе', en: 'Status in the system' },
  crmSource: { ru: 'Источник из системы', en: 'Source in the system' },
  customFields: { ru: 'Дополнительные поля', en: 'Custom fields' },
  deleted: { ru: 'Удалена', en: 'Deleted' },
  leadCreatedAt: { ru: 'Время обращения', en: 'Time of the lead' },
} as const satisfies Readonly<Record<string, Texts>>;

/**
 * Columns in the order of the report. Additional fields stand in one of them: which there are is known
 * only when the last row has been read.
 *
 * @param names that learn of each row before it is written; an id stands for a name that is not known.
 */
export function dealColumns(names: RecordNames, language: Language): readonly Column<DealOfPerson>[] {
  const heading = commonHeadings(language);
  const column = (
    title: keyof typeof headings,
    cell: Column<DealOfPerson>['cell'],
  ): Column<DealOfPerson> => ({ title: headings[title][language], cell });
  return [
    column('createdAt', ({ deal }) => time(deal.createdAt)),
    column('name', ({ deal }) => text(deal.name)),
    column('stage', ({ deal }) => text(stageName(deal, names, language))),
    column('deleted', ({ deal }) => text(yesOrNo(deal.deleted, language))),
    column('amount', ({ deal }) => money(deal.amount?.toString() ?? null)),
    { title: heading('name'), cell: ({ contact }) => text(contact?.name ?? null) },
    { title: heading('phone'), cell: ({ contact }) => text(contact?.phones[0] ?? null) },
    { title: heading('email'), cell: ({ contact }) => text(contact?.emails[0] ?? null) },
    column('employee', ({ deal }) => text(names.employee(deal.employeeId) ?? deal.employeeId)),
    column('funnel', ({ deal }) => text(funnelName(deal, names, language))),
    column('status', ({ deal }) => text(stageStatusWords[deal.stageStatus][language])),
    column('statusText', ({ deal }) => text(deal.statusText)),
    column('paidAmount', ({ deal }) => money(deal.paidAmount?.toString() ?? null)),
    column('closedAt', ({ deal }) => time(deal.closedAt)),
    column('stageChangedAt', ({ deal }) => time(deal.stageChangedAt)),
    column('changedAt', ({ deal }) => time(deal.changedAt)),
    {
      title: heading('estimated'),
      cell: ({ deal }) => text(deal.estimated.map((moment) => headings[moment][language]).join(', ') || null),
    },
    ...attributionColumns<DealOfPerson>(({ deal }) => deal.attribution, names, language),
    column('crmSource', ({ deal }) => text(deal.crmSource)),
    column('customFields', ({ deal }) =>
      text(deal.customFields.map(({ name, value }) => `${name}: ${value}`).join('; ') || null),
    ),
    {
      title: heading('integration'),
      cell: ({ deal }) => text(integrationName(deal.integrationId, deal.vendor, language)),
    },
    { title: heading('externalId'), cell: ({ deal }) => text(deal.externalId) },
    { title: heading('dealId'), cell: ({ deal }) => text(deal._id) },
    { title: heading('leadId'), cell: ({ deal }) => text(deal.leadId) },
    column('leadCreatedAt', ({ leadCreatedAt }) => time(leadCreatedAt)),
    { title: heading('contactId'), cell: ({ deal }) => text(deal.contactId) },
  ];
}

/** Adds people and names to deals, a batch at a time, so that few are in memory and few questions are asked. */
export async function* dealRows(
  storage: Pick<Storage, 'contacts' | 'leads'>,
  tenantId: string,
  names: RecordNames,
  deals: AsyncIterable<DealDocument>,
): AsyncGenerator<DealOfPerson> {
  for await (const batch of inBatches(deals, BATCH)) {
    const [rows] = await Promise.all([withPeople(storage, tenantId, batch), names.learn(batch)]);
    yield* rows;
  }
}
