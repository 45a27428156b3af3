import type { Titled } from './rows';

export const appointmentTypes: readonly Titled[] = [
  { id: 1, title: 'Первичный' },
  { id: 2, title: 'Повторный' },
  { id: 3, title: 'Консультация' },
];

export const specialties: readonly string[] = [
  'Терапевт',
  'Стоматолог',
  'Кардиолог',
  'Невролог',
  'Дерматолог',
  'Офтальмолог',
  'Хирург',
  'Эндокринолог',
];

/** Medical noise: a client that lets these words through has kept what it must not keep. */
export const clinicNotes: readonly string[] = [
  'Не для выгрузки: жалобы при осмотре',
  'Не для выгрузки: аллергия на препарат',
];
export const patientComments: readonly string[] = [
  'Не для выгрузки: болит второй день',
  'Не для выгрузки: нужен повторный приём',
];

export const clinicPlaces: readonly string[] = [
  'на Лесной',
  'на Садовой',
  'на Речной',
  'у парка',
  'на Полевой',
];
