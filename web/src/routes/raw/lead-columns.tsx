import type { TFunction } from 'i18next';
import type { Lead } from '../../api/records';
import { columnTime } from '../../components/figures';
import { StateBadge } from '../../components/StateBadge';
import type { RowColumn } from '../../components/table/columns';
import type { Language } from '../../i18n/languages';

interface Shown {
  readonly t: TFunction;
  readonly language: Language;
  readonly timeZone: string;
  readonly integrationName: (id: string | null) => string;
}

const DASH = '—';

/** The columns of «Обращения и цели», in the order of the report. */
export function leadColumns({ t, language, timeZone, integrationName }: Shown): RowColumn<Lead>[] {
  const utm = (name: 'source' | 'medium' | 'campaign' | 'term' | 'content'): RowColumn<Lead> => ({
    id: `utm_${name}`,
    title: `utm_${name}`,
    width: 140,
    shown: false,
    cell: ({ attribution }) => attribution.utm?.[name] ?? DASH,
  });
  return [
    {
      id: 'createdAt',
      title: t('leads.createdAt'),
      width: 170,
      shown: true,
      cell: ({ createdAt, createdAtEstimated }) =>
        `${createdAtEstimated ? '≈ ' : ''}${columnTime(createdAt, language, timeZone)}`,
    },
    {
      id: 'name',
      title: t('leads.name'),
      width: 240,
      shown: true,
      cell: ({ contact }) => contact.name ?? DASH,
    },
    {
      id: 'phone',
      title: t('leads.phone'),
      width: 140,
      shown: true,
      cell: ({ contact }) => contact.phone ?? DASH,
    },
    {
      id: 'email',
      title: t('leads.email'),
      width: 200,
      shown: false,
      cell: ({ contact }) => contact.email ?? DASH,
    },
    {
      id: 'state',
      title: t('leads.state'),
      width: 150,
      shown: true,
      cell: ({ state }) => (
        <StateBadge tone={state === 'ready' ? 'good' : 'warning'}>{t(`leads.states.${state}`)}</StateBadge>
      ),
    },
    {
      id: 'campaign',
      title: t('leads.campaign'),
      width: 200,
      shown: true,
      cell: ({ campaignName, attribution }) => campaignName ?? attribution.campaignId ?? DASH,
    },
    {
      id: 'source',
      title: t('leads.source'),
      width: 170,
      shown: true,
      cell: ({ sourceName, attribution }) => sourceName ?? attribution.sourceId ?? DASH,
    },
    {
      id: 'site',
      title: t('leads.site'),
      width: 160,
      shown: true,
      cell: ({ siteName, attribution }) => siteName ?? attribution.siteId ?? DASH,
    },
    {
      id: 'attribution',
      title: t('leads.attribution'),
      width: 220,
      shown: true,
      cell: ({ attribution }) => t(`attribution.kinds.${attribution.kind}`),
    },
    {
      id: 'integration',
      title: t('leads.integration'),
      width: 130,
      shown: true,
      cell: ({ integration }) => integrationName(integration),
    },
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
      cell: ({ attribution }) => attribution.sessionId ?? DASH,
    },
    {
      id: 'externalId',
      title: t('leads.externalId'),
      width: 140,
      shown: false,
      cell: ({ externalId }) => externalId,
    },
    { id: 'id', title: t('leads.id'), width: 260, shown: false, cell: ({ id }) => id },
    {
      id: 'deal',
      title: t('leads.deal'),
      width: 260,
      shown: false,
      cell: ({ dealId }) => dealId ?? DASH,
    },
  ];
}
