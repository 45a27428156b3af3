import type { Lead } from '../../api/records';
import { columnTime, roubles } from '../../components/figures';
import { StateBadge } from '../../components/StateBadge';
import { type CardPlaces, type RowColumn, withCard } from '../../components/table/columns';
import { DEAL_TONES } from './deal-columns';
import { type ColumnContext, commonColumns } from './record-columns';

const CARD: CardPlaces = {
  name: { line: 1, side: 'start' },
  createdAt: { line: 1, side: 'end' },
  state: { line: 2, side: 'start' },
  phone: { line: 2, side: 'end' },
  campaign: { line: 3, side: 'start' },
  source: { line: 3, side: 'end' },
};

/** The columns of «Обращения и цели», in the order of the report. */
export function leadColumns(context: ColumnContext): RowColumn<Lead>[] {
  const { t, language, timeZone } = context;
  const common = commonColumns(context);
  const utm = (name: 'source' | 'medium' | 'campaign' | 'term' | 'content'): RowColumn<Lead> => ({
    id: `utm_${name}`,
    title: `utm_${name}`,
    width: 140,
    shown: false,
    cell: ({ attribution }) => attribution.utm?.[name] ?? null,
  });
  const contact = (field: 'name' | 'phone' | 'email', width: number, shown: boolean): RowColumn<Lead> => ({
    id: field,
    title: t(`leads.${field}`),
    width,
    shown,
    cell: (lead) => lead.contact[field] ?? null,
  });
  const columns: RowColumn<Lead>[] = [
    {
      id: 'createdAt',
      title: t('leads.createdAt'),
      width: 170,
      shown: true,
      cell: ({ createdAt, createdAtEstimated }) =>
        `${createdAtEstimated ? '≈ ' : ''}${columnTime(createdAt, language, timeZone)}`,
    },
    contact('name', 240, true),
    contact('phone', 140, true),
    contact('email', 200, false),
    {
      id: 'state',
      title: t('leads.state'),
      width: 150,
      shown: true,
      cell: ({ state }) => (
        <StateBadge tone={state === 'ready' ? 'good' : 'warning'}>{t(`leads.states.${state}`)}</StateBadge>
      ),
    },
    common('campaign', 200, true),
    common('source', 170, true),
    common('channel', 120, false),
    common('site', 160, true),
    common('attribution', 220, true),
    common('integration', 130, true),
    utm('source'),
    utm('medium'),
    utm('campaign'),
    utm('term'),
    utm('content'),
    {
      id: 'session',
      title: t('leads.session'),
      width: 150,
      shown: false,
      cell: ({ attribution }) => attribution.sessionId ?? null,
    },
    common('externalId', 140, false),
    { id: 'id', title: t('leads.id'), width: 260, shown: false, cell: ({ id }) => id },
    {
      id: 'deal',
      title: t('leads.deal'),
      width: 260,
      shown: false,
      cell: ({ dealId }) => dealId ?? null,
    },
    {
      id: 'dealStatus',
      title: t('leads.dealStatus'),
      width: 140,
      shown: false,
      cell: ({ deal }) =>
        deal === null ? null : (
          <StateBadge tone={DEAL_TONES[deal.stageStatus]}>
            {t(`deals.statuses.${deal.stageStatus}`)}
          </StateBadge>
        ),
    },
    {
      id: 'dealAmount',
      title: t('leads.dealAmount'),
      width: 140,
      end: true,
      shown: false,
      cell: ({ deal }) => (deal === null || deal.amount === null ? null : roubles(deal.amount, language)),
    },
  ];
  return withCard(columns, CARD);
}
