import type { StageStatus } from '../../domain/names';
import type { ContactDocument } from '../../storage/contacts';
import type { DealDocument } from '../../storage/deals';
import type { EmployeeDocument } from '../../storage/employees';
import type { Storage } from '../../storage/storage';
import { type Names, named } from './names';
import { type Column, money, text, time } from './table';

const BATCH = 500;

/** A deal with the people it names. */
export interface DealRow {
  readonly deal: DealDocument;
  readonly contact: ContactDocument | null;
  readonly employee: EmployeeDocument | null;
}

const statusTitles: Readonly<Record<StageStatus, string>> = {
  in_process: 'В работе',
  success: 'Успех',
  failed: 'Отказ',
};

export function dealColumns(names: Names): readonly Column<DealRow>[] {
  return [
    { title: 'ID', cell: ({ deal }) => text(deal._id) },
    { title: 'Интеграция', cell: ({ deal }) => text(deal.integrationId) },
    { title: 'Номер в системе', cell: ({ deal }) => text(deal.externalId) },
    { title: 'Название', cell: ({ deal }) => text(deal.name) },
    { title: 'Сумма', cell: ({ deal }) => money(deal.amount?.toString() ?? null) },
    { title: 'Оплачено', cell: ({ deal }) => money(deal.paidAmount?.toString() ?? null) },
    { title: 'Создана', cell: ({ deal }) => time(deal.createdAt) },
    { title: 'Изменена', cell: ({ deal }) => time(deal.changedAt) },
    { title: 'Смена этапа', cell: ({ deal }) => time(deal.stageChangedAt) },
    { title: 'Закрыта', cell: ({ deal }) => time(deal.closedAt) },
    { title: 'Воронка', cell: ({ deal }) => text(named(names.funnels, deal.funnelId)) },
    { title: 'Этап', cell: ({ deal }) => text(named(names.stages, deal.stageId)) },
    { title: 'Статус', cell: ({ deal }) => text(statusTitles[deal.stageStatus]) },
    { title: 'Контакт', cell: ({ contact }) => text(contact?.name ?? null) },
    { title: 'Телефон', cell: ({ contact }) => text(contact?.phones[0] ?? null) },
    { title: 'E-mail', cell: ({ contact }) => text(contact?.emails[0] ?? null) },
    { title: 'Ответственный', cell: ({ employee }) => text(employee?.name ?? null) },
    { title: 'Кампания', cell: ({ deal }) => text(named(names.campaigns, deal.attribution?.campaignId)) },
    { title: 'Источник', cell: ({ deal }) => text(named(names.sources, deal.attribution?.sourceId)) },
    { title: 'Источник в системе', cell: ({ deal }) => text(deal.crmSource) },
    { title: 'Удалена', cell: ({ deal }) => text(deal.deleted ? 'да' : 'нет') },
  ];
}

/** Adds people to deals, a batch at a time, so that few are in memory and few questions are asked. */
export async function* dealRows(
  { contacts, employees }: Pick<Storage, 'contacts' | 'employees'>,
  tenantId: string,
  deals: AsyncIterable<DealDocument>,
): AsyncGenerator<DealRow> {
  const withPeople = async (batch: readonly DealDocument[]): Promise<DealRow[]> => {
    const [people, staff] = await Promise.all([
      contacts.byIds(tenantId, [...new Set(batch.flatMap(({ contactId }) => contactId ?? []))]),
      employees.byIds(tenantId, [...new Set(batch.flatMap(({ employeeId }) => employeeId ?? []))]),
    ]);
    return batch.map((deal) => ({
      deal,
      contact: people.get(deal.contactId ?? '') ?? null,
      employee: staff.get(deal.employeeId ?? '') ?? null,
    }));
  };
  let batch: DealDocument[] = [];
  for await (const deal of deals) {
    batch.push(deal);
    if (batch.length === BATCH) {
      yield* await withPeople(batch);
      batch = [];
    }
  }
  yield* await withPeople(batch);
}
