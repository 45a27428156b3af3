import type { Funnel } from '../../domain/observation';

/** Stages of the funnel in order. Order and names are ours; the codes they stand for are Medods'. */
export const stageKeys = [
  'need_approval',
  'confirmed_by_administrator',
  'approved',
  'arrived',
  'serviced',
  'billed',
  'paid',
  'refused',
] as const;
export type StageKey = (typeof stageKeys)[number];

/** One funnel per connection. A funnel has exactly one success and one failed stage. */
export const medodsFunnel: Funnel = {
  key: 'medods',
  name: 'Сделки из Medods',
  stages: [
    { key: 'need_approval', name: 'Не подтверждена', order: 10, status: 'in_process' },
    {
      key: 'confirmed_by_administrator',
      name: 'Подтверждена администратором',
      order: 20,
      status: 'in_process',
    },
    { key: 'approved', name: 'Подтверждена', order: 30, status: 'in_process' },
    { key: 'arrived', name: 'Пациент пришёл', order: 40, status: 'in_process' },
    { key: 'serviced', name: 'Приём завершён', order: 50, status: 'in_process' },
    { key: 'billed', name: 'Выставлен счёт', order: 60, status: 'in_process' },
    { key: 'paid', name: 'Оплачено', order: 70, status: 'success' },
    { key: 'refused', name: 'Отказ', order: 80, status: 'failed' },
  ],
};

/** Appointment status codes of API v2 and their stages; a no-show shares the stage of a refusal. */
const stageOfStatus: ReadonlyMap<string, StageKey> = new Map([
  ['need_approval', 'need_approval'],
  ['confirmed_by_administrator', 'confirmed_by_administrator'],
  ['approved', 'approved'],
  ['arrived', 'arrived'],
  ['serviced', 'serviced'],
  ['billed', 'billed'],
  ['paid', 'paid'],
  ['canceled', 'refused'],
  ['failed', 'refused'],
]);

/** The stage of a status code, by the customer's map first. Undefined for a code nobody knows. */
export function stageOf(status: string, statusMap: Readonly<Record<string, StageKey>>): StageKey | undefined {
  return Object.hasOwn(statusMap, status) ? statusMap[status] : stageOfStatus.get(status);
}
