import type { Texts } from '../../domain/errors';
import type { Language } from '../../domain/roles';

/** Headings that several tables have; as all headings and words of exports, those of the cabinet's screens. */
const common = {
  name: { ru: 'Имя', en: 'Name' },
  phone: { ru: 'Телефон', en: 'Phone' },
  email: { ru: 'E-mail', en: 'E-mail' },
  campaign: { ru: 'Рекламная кампания', en: 'Campaign' },
  source: { ru: 'Источник', en: 'Source' },
  channel: { ru: 'Канал', en: 'Channel' },
  site: { ru: 'Сайт', en: 'Site' },
  attribution: { ru: 'Почему эта кампания', en: 'Why this campaign' },
  integration: { ru: 'Интеграция', en: 'Integration' },
  externalId: { ru: 'Номер в системе', en: 'Id in the system' },
  estimated: { ru: 'Время примерное', en: 'Estimated time' },
  leadId: { ru: 'ID обращения', en: 'Lead id' },
  dealId: { ru: 'ID сделки', en: 'Deal id' },
  contactId: { ru: 'ID контакта', en: 'Contact id' },
} as const satisfies Readonly<Record<string, Texts>>;

/** What the common headings are in a language. */
export function commonHeadings(language: Language): (heading: keyof typeof common) => string {
  return (heading) => common[heading][language];
}

const YES: Texts = { ru: 'да', en: 'yes' };
const NO: Texts = { ru: 'нет', en: 'no' };

export function yesOrNo(value: boolean, language: Language): string {
  return (value ? YES : NO)[language];
}
