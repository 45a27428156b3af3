import type { StageStatus } from '../../domain/names';
import type { DealDocument } from '../../storage/deals';
import type { Storage } from '../../storage/storage';
import { type DealOfPerson, withPeople } from '../views/listed-deal';
import type { RecordNames } from '../views/record-names';
import { campaignOf, sourceOf } from './attribution';
import { inBatches } from './batches';
import { type Column, money, text, time } from './table';

const BATCH = 500;

const statusTitles: Readonly<Record<StageStatus, string>> = {
  in_process: 'В работе',
  success: 'Успех',
  failed: 'Отказ',
};

/** @param names that learn of each row before it is written; an id stands for a name that is not known. */
export function dealColumns(names: RecordNames): readonly Column<DealOfPerson>[] {
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
    { title: 'Воронка', cell: ({ deal }) => text(names.funnel(deal.funnelId) ?? deal.funnelId) },
    { title: 'Этап', cell: ({ deal }) => text(names.stage(deal.funnelId, deal.stageId) ?? deal.stageId) },
    { title: 'Статус', cell: ({ deal }) => text(statusTitles[deal.stageStatus]) },
    { title: 'Контакт', cell: ({ contact }) => text(contact?.name ?? null) },
    { title: 'Телефон', cell: ({ contact }) => text(contact?.phones[0] ?? null) },
    { title: 'E-mail', cell: ({ contact }) => text(contact?.emails[0] ?? null) },
    { title: 'Ответственный', cell: ({ deal }) => text(names.employee(deal.employeeId)) },
    { title: 'Кампания', cell: ({ deal: { attribution } }) => text(campaignOf(attribution, names)) },
    { title: 'Источник', cell: ({ deal: { attribution } }) => text(sourceOf(attribution, names)) },
    { title: 'Источник в системе', cell: ({ deal }) => text(deal.crmSource) },
    { title: 'Удалена', cell: ({ deal }) => text(deal.deleted ? 'да' : 'нет') },
  ];
}

/** Adds people and names to deals, a batch at a time, so that few are in memory and few questions are asked. */
export async function* dealRows(
  storage: Pick<Storage, 'contacts'>,
  tenantId: string,
  names: RecordNames,
  deals: AsyncIterable<DealDocument>,
): AsyncGenerator<DealOfPerson> {
  for await (const batch of inBatches(deals, BATCH)) {
    const [rows] = await Promise.all([withPeople(storage, tenantId, batch), names.learn(batch)]);
    yield* rows;
  }
}
