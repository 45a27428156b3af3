import { z } from 'zod';
import { leadsShape, requireFallback, timeZoneSchema } from '../common-schemas';
import type { VendorSettings } from '../vendor-settings';
import { contradictions, profsalonFunnel, profsalonFunnelNames, readings, stageKeys } from './funnel';
import { parseSalonLogin } from './salon-login';
import { sampleDelivery } from './sample';

const loginSchema = z.string().transform((text, context) => {
  const login = parseSalonLogin(text);
  if (login !== null) return login;
  context.addIssue({
    code: 'custom',
    message: 'not a salon login: give the login alone, or an address with /CRM/<login>/ or /online/<login>/',
    params: {
      ru: 'это не логин салона: нужен сам логин или адрес вида …/CRM/<логин>/ либо …/online/<логин>/',
    },
    input: text,
  });
  return z.NEVER;
});

const CODE = /^[\p{L}\p{N}_.:-]{1,64}$/u;

/** Ids and codes are numbers in the vendor's interface; we keep and compare them as text. */
const codeSchema = z
  .union([z.int().nonnegative(), z.string()])
  .transform((code) => String(code).trim())
  .refine((code) => CODE.test(code), {
    error: 'not an id: letters, digits and _ . : - only, up to 64',
    params: { ru: 'это не номер: только буквы, цифры и знаки _ . : -, не больше 64' },
  });

/** A list, or text with commas as it is typed into one line. */
const codeListSchema = z
  .union([z.array(z.union([z.int().nonnegative(), z.string()])), z.string()])
  .transform((codes) =>
    typeof codes === 'string' ? codes.split(/[,;\s]+/) : codes.map((code) => String(code).trim()),
  )
  .transform((codes) => codes.filter((code) => code !== ''))
  .refine((codes) => codes.length <= 100 && codes.every((code) => CODE.test(code)), {
    error: 'not a list of up to 100 codes: letters, digits and _ . : - only',
    params: { ru: 'это не список кодов (до 100): только буквы, цифры и знаки _ . : -' },
  });

const statusMapSchema = z
  .record(
    z.string().min(1).max(64),
    z.strictObject({ stage: z.enum(stageKeys), reading: z.enum(readings).optional() }),
  )
  .superRefine((map, context) => {
    for (const code of contradictions(map)) {
      context.addIssue({
        code: 'custom',
        path: [code, 'reading'],
        message: 'contradicts the stage, or another code of the same stage: give one stage one reading',
        params: { ru: 'противоречит этапу или другому коду того же этапа: у этапа одно значение' },
        input: map[code]?.reading,
      });
    }
  });

/**
 * Settings of one salon without its token. `leads.onlineSourceCodes` are values of `source` that mean
 * the online form; `leads.treatUnknownAsOnline` makes leads of records that do not tell where they come
 * from.
 */
export const profsalonSettingsSchema = z.strictObject({
  salonId: codeSchema,
  salonLogin: loginSchema,
  timeZone: timeZoneSchema.optional(),
  leads: z
    .strictObject({
      ...leadsShape,
      onlineSourceCodes: codeListSchema.default(['100']),
      treatUnknownAsOnline: z.boolean().default(true),
    })
    .superRefine(requireFallback)
    .default({ enabled: false, onlineSourceCodes: ['100'], treatUnknownAsOnline: true }),
  deals: z
    .strictObject({ enabled: z.boolean().default(false), defaultFunnel: z.boolean().default(true) })
    .default({ enabled: false, defaultFunnel: true }),
  statusMap: statusMapSchema.default({}),
});

const stageChoices = stageKeys.map((key) => ({ value: key, label: profsalonFunnelNames.stages[key] }));

export type ProfsalonSettings = z.infer<typeof profsalonSettingsSchema>;

/** Name of the secret with which the marketplace of ProfSalon shows a connection. */
export const TOKEN = 'token';

export const profsalonSettings: VendorSettings<ProfsalonSettings> = {
  vendor: 'profsalon',
  title: { ru: 'ПрофСалон', en: 'ProfSalon' },
  schema: profsalonSettingsSchema,
  secretNames: [TOKEN],
  backfill: false,
  webhooks: true,
  account: ({ salonId, salonLogin }) => `${salonId}|${salonLogin}`,
  funnelNames: profsalonFunnelNames,
  funnel: profsalonFunnel,
  readingOf: ({ statusMap }) => statusMap,
  sampleDelivery,
  fields: [
    {
      path: TOKEN,
      control: 'secret',
      required: true,
      label: { ru: 'Токен', en: 'Token' },
      help: {
        ru: 'Показан в Маркетплейсе ПрофСалона после подключения интеграции',
        en: "Shown in ProfSalon's Marketplace once the integration is connected there",
      },
    },
    {
      path: 'salonId',
      control: 'text',
      required: true,
      label: { ru: 'ID салона', en: 'Salon ID' },
      help: { ru: 'Там же, рядом с токеном', en: 'Beside the token' },
    },
    {
      path: 'salonLogin',
      control: 'text',
      required: true,
      label: { ru: 'Логин салона', en: 'Salon login' },
      help: {
        ru: 'Например msc_salon. Можно вставить адрес вида https://profsalon.org/CRM/msc_salon/',
        en: 'E.g. msc_salon. An address like https://profsalon.org/CRM/msc_salon/ serves too',
      },
    },
    {
      path: 'leads.enabled',
      control: 'toggle',
      required: false,
      label: { ru: 'Передача заявок', en: 'Take leads' },
    },
    {
      path: 'leads.fallback',
      control: 'fallback',
      required: false,
      label: { ru: 'Рекламная кампания / источник', en: 'Campaign / source' },
      help: {
        ru: 'ПрофСалон не передаёт сессию, поэтому это получат все заявки',
        en: 'ProfSalon sends no session, so every lead gets this',
      },
    },
    {
      path: 'leads.onlineSourceCodes',
      control: 'text',
      required: false,
      label: { ru: 'Коды источника онлайн-записи', en: 'Source codes of online bookings' },
      help: {
        ru: 'Число source из ссылки на онлайн-запись, обычно 100. Несколько — через запятую',
        en: 'The number "source" in the link of the booking page, usually 100. Several: with commas',
      },
    },
    {
      path: 'leads.treatUnknownAsOnline',
      control: 'toggle',
      required: false,
      label: { ru: 'Считать заявкой запись без признака', en: 'Take unmarked records as leads' },
      help: {
        ru: 'Если ПрофСалон не сообщил, кто создал запись: клиент онлайн или сотрудник',
        en: 'When ProfSalon does not tell whether the client or the staff made the booking',
      },
    },
    {
      path: 'deals.enabled',
      control: 'toggle',
      required: false,
      label: { ru: 'Передача сделок', en: 'Take deals' },
    },
    {
      path: 'deals.defaultFunnel',
      control: 'toggle',
      required: false,
      label: { ru: 'Дефолтная воронка', en: 'Default funnel' },
      help: {
        ru: 'Включено: воронка «Сделки из ПрофСалона». Выключено: воронка с названием салона. Действует на сделки, которые появятся или изменятся',
        en: 'On: the funnel "Deals from ProfSalon". Off: a funnel named after the salon. Affects deals that are new or change',
      },
    },
    {
      path: 'timeZone',
      control: 'time_zone',
      required: false,
      label: { ru: 'Часовой пояс салона', en: "The salon's time zone" },
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
