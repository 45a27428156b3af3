import type { Attribution } from '../../domain/attribution';
import type { Texts } from '../../domain/errors';
import type { Language } from '../../domain/roles';
import type { RecordNames } from '../views/record-names';
import { commonHeadings } from './headings';
import { type Column, text } from './table';

const kinds: Readonly<Record<Attribution['kind'], Texts>> = {
  session: { ru: 'Сессия на сайте', en: 'Session on the site' },
  default_campaign: { ru: 'Кампания по умолчанию', en: 'Default campaign' },
  default_source: { ru: 'Источник по умолчанию', en: 'Default source' },
};

const reasons: Readonly<Record<Attribution['reason'], Texts>> = {
  one_session: {
    ru: 'Обращение связано с сессией на сайте.',
    en: 'The lead belongs to a session on the site.',
  },
  no_session: {
    ru: 'Для этого обращения не нашлось сессии на сайте.',
    en: 'No session on the site was found for this lead.',
  },
  several_sessions: {
    ru: 'Подошло несколько сессий, и выбрать одну нельзя.',
    en: 'Several sessions fit, so none could be chosen.',
  },
};

const REASON: Texts = { ru: 'Пояснение', en: 'Explanation' };
const SESSION: Texts = { ru: 'Сессия', en: 'Session' };

/** What brought a lead or a deal: by name, or by id where the name is not known. */
export function attributionColumns<Row>(
  attributionOf: (row: Row) => Attribution | null,
  names: RecordNames,
  language: Language,
): readonly Column<Row>[] {
  const heading = commonHeadings(language);
  const column = (title: string, value: (attribution: Attribution) => string | null | undefined) => ({
    title,
    cell: (row: Row) => {
      const attribution = attributionOf(row);
      return text(attribution === null ? null : (value(attribution) ?? null));
    },
  });
  return [
    column(heading('campaign'), ({ campaignId }) => names.campaign(campaignId) ?? campaignId),
    column(heading('source'), ({ sourceId }) => names.source(sourceId) ?? sourceId),
    column(heading('channel'), ({ sourceId }) => names.channel(sourceId)),
    column(heading('site'), ({ siteId }) => names.site(siteId) ?? siteId),
    column(heading('attribution'), ({ kind }) => kinds[kind][language]),
    column(REASON[language], ({ reason }) => reasons[reason][language]),
    column('utm_source', ({ utm }) => utm?.source),
    column('utm_medium', ({ utm }) => utm?.medium),
    column('utm_campaign', ({ utm }) => utm?.campaign),
    column('utm_term', ({ utm }) => utm?.term),
    column('utm_content', ({ utm }) => utm?.content),
    column(SESSION[language], ({ sessionId }) => sessionId),
  ];
}
