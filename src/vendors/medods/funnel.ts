import type { StageStatus } from '../../domain/names';
import type { Funnel, Stage } from '../../domain/observation';
import type { FunnelNames } from '../funnel-names';

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

/** The names that people read: the funnel's, and by its key each stage's. */
export const medodsFunnelNames: FunnelNames<StageKey> = {
  funnel: { ru: 'Сделки из Medods', en: 'Deals from Medods' },
  stages: {
    need_approval: { ru: 'Не подтверждена', en: 'Not confirmed' },
    confirmed_by_administrator: {
      ru: 'Подтверждена администратором',
      en: 'Confirmed by the administrator',
    },
    approved: { ru: 'Подтверждена', en: 'Confirmed' },
    arrived: { ru: 'Пациент пришёл', en: 'The patient came' },
    serviced: { ru: 'Приём завершён', en: 'Visit completed' },
    billed: { ru: 'Выставлен счёт', en: 'Billed' },
    paid: { ru: 'Оплачено', en: 'Paid' },
    refused: { ru: 'Отказ', en: 'Refused' },
  },
};

function stage(key: StageKey, order: number, status: StageStatus): Stage {
  return { key, name: medodsFunnelNames.stages[key].ru, order, status };
}

/** One funnel per connection. A funnel has exactly one success and one failed stage. */
export const medodsFunnel: Funnel = {
  key: 'medods',
  name: medodsFunnelNames.funnel.ru,
  stages: [
    stage('need_approval', 10, 'in_process'),
    stage('confirmed_by_administrator', 20, 'in_process'),
    stage('approved', 30, 'in_process'),
    stage('arrived', 40, 'in_process'),
    stage('serviced', 50, 'in_process'),
    stage('billed', 60, 'in_process'),
    stage('paid', 70, 'success'),
    stage('refused', 80, 'failed'),
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
