import { z } from 'zod';
import { describeError } from '../../domain/errors';
import { leadsShape, requireFallback, timeZoneSchema } from '../common-schemas';
import type { VendorSettings } from '../vendor-settings';
import { medodsFunnelNames, stageKeys } from './funnel';
import { parseUid } from './uid';

const uidSchema = z.string().transform((text, context) => {
  const parsed = parseUid(text);
  if (parsed.ok) return `${parsed.origin}/`;
  const [en, ru] = (['en', 'ru'] as const).map((language) => {
    const { message, action } = describeError(parsed.code, language);
    return `${message} ${action}`;
  });
  context.addIssue({
    code: 'custom',
    params: { code: parsed.code, ru },
    message: en,
    input: text,
  });
  return z.NEVER;
});

/**
 * Settings of one clinic without its SecretKey. `visitDaysBack` and `visitDaysAhead` (days) bound the
 * visit dates that each nightly pull reads whole. `authorization` is how the token is sent; working
 * clients have been seen with either form, so `auto` tries both.
 */
export const medodsSettingsSchema = z.strictObject({
  uid: uidSchema,
  identity: z.string().trim().min(1).max(200),
  timeZone: timeZoneSchema.optional(),
  leads: z
    .strictObject({ ...leadsShape, onlineSourceIds: z.array(z.int().nonnegative()).max(100).default([]) })
    .superRefine(requireFallback)
    .default({ enabled: false, onlineSourceIds: [] }),
  deals: z.strictObject({ enabled: z.boolean().default(false) }).default({ enabled: false }),
  visitDaysBack: z.int().min(1).max(365).default(30),
  visitDaysAhead: z.int().min(1).max(365).default(60),
  authorization: z.enum(['auto', 'bearer', 'bare']).default('auto'),
  responsible: z.enum(['doctor', 'biller']).default('doctor'),
  statusMap: z.record(z.string().min(1).max(64), z.enum(stageKeys)).default({}),
});

const stageChoices = stageKeys.map((key) => ({ value: key, label: medodsFunnelNames.stages[key] }));

export type MedodsSettings = z.infer<typeof medodsSettingsSchema>;

export const medodsSettings: VendorSettings<MedodsSettings> = {
  vendor: 'medods',
  title: { ru: 'Medods', en: 'Medods' },
  schema: medodsSettingsSchema,
  secretNames: ['secretKey'],
  backfill: true,
  webhooks: false,
  funnelNames: medodsFunnelNames,
  account: (settings) => settings.uid.replace(/\/$/, ''),
  fields: [
    {
      path: 'uid',
      control: 'text',
      required: true,
      label: { ru: 'UID', en: 'UID' },
      help: {
        ru: 'Адрес вашей клиники в Medods, например https://beta45.medods.ru/',
        en: 'The address of your clinic in Medods, e.g. https://beta45.medods.ru/',
      },
    },
    {
      path: 'identity',
      control: 'text',
      required: true,
      label: { ru: 'Identity', en: 'Identity' },
      help: {
        ru: 'Из файла ключей: Справочники → Клиенты API → Ключи доступа (API v2)',
        en: 'From the file of keys: Справочники → Клиенты API → Ключи доступа (API v2)',
      },
    },
    { path: 'secretKey', control: 'secret', required: true, label: { ru: 'SecretKey', en: 'SecretKey' } },
    {
      path: 'leads.enabled',
      control: 'toggle',
      required: false,
      label: { ru: 'Передавать заявки', en: 'Take leads' },
    },
    {
      path: 'leads.fallback',
      control: 'fallback',
      required: false,
      label: { ru: 'Рекламная кампания / источник', en: 'Campaign / source' },
      help: {
        ru: 'Для заявок, у которых не нашлась сессия на сайте',
        en: 'For leads whose session on the site was not found',
      },
    },
    {
      path: 'leads.onlineSourceIds',
      control: 'options',
      optionsKey: 'appointmentSources',
      required: false,
      label: { ru: 'Источники онлайн-записи', en: 'Sources of online bookings' },
      help: {
        ru: 'Записи с этими источниками становятся заявками',
        en: 'Appointments with these sources become leads',
      },
    },
    {
      path: 'deals.enabled',
      control: 'toggle',
      required: false,
      label: { ru: 'Передавать сделки', en: 'Take deals' },
    },
    {
      path: 'timeZone',
      control: 'time_zone',
      required: false,
      label: { ru: 'Часовой пояс клиники', en: "The clinic's time zone" },
    },
    {
      path: 'visitDaysBack',
      control: 'number',
      required: false,
      label: { ru: 'Дней назад от сегодня', en: 'Days back from today' },
      help: {
        ru: 'Какие прошедшие приёмы перечитываются каждую ночь',
        en: 'Which past visits each nightly pull reads again',
      },
    },
    {
      path: 'visitDaysAhead',
      control: 'number',
      required: false,
      label: { ru: 'Дней вперёд от сегодня', en: 'Days ahead of today' },
    },
    {
      path: 'responsible',
      control: 'select',
      required: false,
      label: { ru: 'Ответственный', en: 'Responsible person' },
      choices: [
        { value: 'doctor', label: { ru: 'Врач', en: 'The doctor' } },
        { value: 'biller', label: { ru: 'Кто выставил счёт', en: 'Who made the bill' } },
      ],
    },
    {
      path: 'authorization',
      control: 'select',
      required: false,
      label: { ru: 'Как передавать токен', en: 'How the token is sent' },
      choices: [
        { value: 'auto', label: { ru: 'Определить самим', en: 'Find out' } },
        { value: 'bearer', label: { ru: 'Bearer <токен>', en: 'Bearer <token>' } },
        { value: 'bare', label: { ru: '<токен>', en: '<token>' } },
      ],
    },
    {
      path: 'statusMap',
      control: 'status_map',
      required: false,
      label: { ru: 'Соответствие статусов', en: 'Status map' },
      help: {
        ru: 'На какой этап воронки ставить сделку с таким статусом. Нужно только для статусов, которых мы не знаем',
        en: 'To which stage of the funnel a deal with the status goes. Only for statuses that we do not know',
      },
      choices: stageChoices,
    },
  ],
};
