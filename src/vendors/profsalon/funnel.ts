import type { StageStatus } from '../../domain/names';
import type { Funnel, Stage } from '../../domain/observation';
import type { FunnelNames } from '../funnel-names';

/** Stages of the funnel in order. Names and order are ours; ProfSalon publishes no status codes. */
export const stageKeys = ['new', 'confirmed', 'came', 'done', 'paid', 'failed'] as const;
export type StageKey = (typeof stageKeys)[number];

export const readings = ['in_process', 'success', 'failed'] as const satisfies readonly StageStatus[];

/** What the customer says of a status code; `reading` is of the stage and so of all codes on it. */
export interface StatusMapping {
  readonly stage: StageKey;
  readonly reading?: StageStatus | undefined;
}
export type StatusMap = Readonly<Record<string, StatusMapping>>;

/** The names that people read: of the funnel that all salons share, and by its key each stage's. */
export const profsalonFunnelNames: FunnelNames<StageKey> = {
  funnel: { ru: 'Сделки из ПрофСалона', en: 'Deals from ProfSalon' },
  stages: {
    new: { ru: 'Новая запись', en: 'New booking' },
    confirmed: { ru: 'Подтверждена', en: 'Confirmed' },
    came: { ru: 'Клиент пришёл', en: 'The client came' },
    done: { ru: 'Услуга оказана', en: 'Service done' },
    paid: { ru: 'Оплачено', en: 'Paid' },
    failed: { ru: 'Не состоялась', en: 'Did not happen' },
  },
};

function stage(key: StageKey, order: number, status: StageStatus): Stage {
  return { key, name: profsalonFunnelNames.stages[key].ru, order, status };
}

export const stages: readonly [Stage, ...Stage[]] = [
  stage('new', 10, 'in_process'),
  stage('confirmed', 20, 'in_process'),
  stage('came', 30, 'in_process'),
  stage('done', 40, 'in_process'),
  stage('paid', 50, 'success'),
  stage('failed', 60, 'failed'),
];

/** Status codes of the assumed contract. */
const stageOfStatus: ReadonlyMap<string, StageKey> = new Map([
  ['new', 'new'],
  ['confirmed', 'confirmed'],
  ['came', 'came'],
  ['done', 'done'],
  ['paid', 'paid'],
  ['canceled', 'failed'],
  ['cancelled', 'failed'],
  ['no_show', 'failed'],
  ['deleted', 'failed'],
]);

/** The stage of a status code, by the customer's map first. Undefined for a code nobody knows. */
export function stageOf(code: string, statusMap: StatusMap): StageKey | undefined {
  return Object.hasOwn(statusMap, code) ? statusMap[code]?.stage : stageOfStatus.get(code.toLowerCase());
}

/** What of the settings the funnel depends on. */
export interface FunnelSettings {
  readonly salonLogin: string;
  readonly statusMap: StatusMap;
  readonly deals: { readonly defaultFunnel: boolean };
}

/**
 * The funnel of deals that are new or change under these settings: the one all salons share, or the salon's own.
 *
 * @param salonName as it was last heard.
 */
export function profsalonFunnel(
  { deals, statusMap, salonLogin }: FunnelSettings,
  salonName: string | null,
): Funnel {
  const chosen = new Map<string, StageStatus>(
    Object.values(statusMap).flatMap(({ stage, reading }) =>
      reading === undefined ? [] : [[stage, reading]],
    ),
  );
  const withReading = (own: Stage): Stage => ({ ...own, status: chosen.get(own.key) ?? own.status });
  const [first, ...rest] = stages;
  return {
    ...(deals.defaultFunnel
      ? { key: 'tenant/profsalon', name: profsalonFunnelNames.funnel.ru }
      : { key: 'salon', name: salonName ?? salonLogin }),
    stages: [withReading(first), ...rest.map(withReading)],
    stageOfStatus: (code) => stageOf(code, statusMap),
  };
}

/** What the map says against itself or against the funnel, as the codes at fault. */
export function contradictions(statusMap: StatusMap): string[] {
  const own = new Map<string, StageStatus>(stages.map(({ key, status }) => [key, status]));
  const chosen = new Map<StageKey, StageStatus>();
  return Object.entries(statusMap)
    .filter(([, { stage, reading }]) => {
      if (reading === undefined) return false;
      const fixed = own.get(stage);
      if (fixed !== 'in_process' && fixed !== reading) return true;
      const before = chosen.get(stage) ?? reading;
      chosen.set(stage, before);
      return before !== reading;
    })
    .map(([code]) => code);
}
