import type { TFunction } from 'i18next';
import type { Deal } from '../../api/records';
import { columnTime, daysBetween, roubles } from '../../components/figures';
import { StateBadge, type Tone } from '../../components/StateBadge';
import type { RowColumn } from '../../components/table/columns';
import type { Language } from '../../i18n/languages';

interface Shown {
  readonly t: TFunction;
  readonly language: Language;
  readonly timeZone: string;
  readonly integrationName: (id: string | null) => string;
}

const DASH = '—';

export const DEAL_TONES: Readonly<Record<Deal['stageStatus'], Tone>> = {
  in_process: 'neutral',
  success: 'good',
  failed: 'bad',
};

type Moment = 'createdAt' | 'changedAt' | 'stageChangedAt' | 'closedAt';

/** The columns of «Сделки», in the order of the report. */
export function dealColumns({ t, language, timeZone, integrationName }: Shown): RowColumn<Deal>[] {
  const moment = (id: Moment, shown: boolean): RowColumn<Deal> => ({
    id,
    title: t(`deals.${id}`),
    width: 170,
    shown,
    cell: (deal) => {
      const at = deal[id];
      if (at === null) return DASH;
      return `${deal.estimated.includes(id) ? '≈ ' : ''}${columnTime(at, language, timeZone)}`;
    },
  });
  const money = (id: 'amount' | 'paidAmount', shown: boolean): RowColumn<Deal> => ({
    id,
    title: t(`deals.${id}`),
    width: 120,
    end: true,
    shown,
    cell: (deal) => {
      const amount = deal[id];
      return amount === null ? DASH : roubles(amount, language);
    },
  });
  const contact = (
    field: 'name' | 'phone' | 'email',
    title: string,
    width: number,
    shown: boolean,
  ): RowColumn<Deal> => ({
    id: `contact_${field}`,
    title,
    width,
    shown,
    cell: ({ contact: person }) => person?.[field] ?? DASH,
  });
  return [
    moment('createdAt', true),
    { id: 'name', title: t('deals.name'), width: 240, shown: true, cell: ({ name }) => name },
    {
      id: 'stage',
      title: t('deals.stage'),
      width: 250,
      shown: true,
      cell: ({ stageName, stageId, stageStatus, deleted }) =>
        deleted ? (
          <StateBadge tone="warning">{t('deals.deletedState')}</StateBadge>
        ) : (
          <StateBadge tone={DEAL_TONES[stageStatus]}>{stageName ?? stageId}</StateBadge>
        ),
    },
    money('amount', true),
    contact('name', t('leads.name'), 220, true),
    contact('phone', t('leads.phone'), 140, true),
    contact('email', t('leads.email'), 200, false),
    {
      id: 'employee',
      title: t('deals.employee'),
      width: 230,
      shown: true,
      cell: ({ employeeName, employeeId }) => employeeName ?? employeeId ?? DASH,
    },
    {
      id: 'campaign',
      title: t('leads.campaign'),
      width: 190,
      shown: true,
      cell: ({ campaignName, attribution }) => campaignName ?? attribution?.campaignId ?? DASH,
    },
    {
      id: 'source',
      title: t('leads.source'),
      width: 160,
      shown: true,
      cell: ({ sourceName, attribution }) => sourceName ?? attribution?.sourceId ?? DASH,
    },
    {
      id: 'funnel',
      title: t('deals.funnel'),
      width: 190,
      shown: true,
      cell: ({ funnelName, funnelId }) => funnelName ?? funnelId,
    },
    {
      id: 'status',
      title: t('deals.status'),
      width: 120,
      shown: false,
      cell: ({ stageStatus }) => t(`deals.statuses.${stageStatus}`),
    },
    {
      id: 'statusText',
      title: t('deals.statusText'),
      width: 160,
      shown: false,
      cell: ({ statusText }) => statusText ?? DASH,
    },
    money('paidAmount', false),
    moment('closedAt', true),
    {
      id: 'cycle',
      title: t('deals.cycle'),
      width: 110,
      end: true,
      shown: false,
      cell: ({ createdAt, closedAt }) =>
        closedAt === null ? DASH : t('deals.days', { count: daysBetween(createdAt, closedAt) }),
    },
    moment('stageChangedAt', false),
    moment('changedAt', false),
    {
      id: 'site',
      title: t('leads.site'),
      width: 160,
      shown: false,
      cell: ({ siteName, attribution }) => siteName ?? attribution?.siteId ?? DASH,
    },
    {
      id: 'attribution',
      title: t('leads.attribution'),
      width: 220,
      shown: false,
      cell: ({ attribution }) => (attribution === null ? DASH : t(`attribution.kinds.${attribution.kind}`)),
    },
    {
      id: 'crmSource',
      title: t('deals.crmSource'),
      width: 170,
      shown: false,
      cell: ({ crmSource }) => crmSource ?? DASH,
    },
    {
      id: 'integration',
      title: t('leads.integration'),
      width: 130,
      shown: true,
      cell: ({ integration }) => integrationName(integration),
    },
    {
      id: 'customFields',
      title: t('deals.customFields'),
      width: 280,
      shown: false,
      cell: ({ customFields }) =>
        customFields.length === 0
          ? DASH
          : customFields.map(({ name, value }) => `${name}: ${value}`).join('; '),
    },
    {
      id: 'externalId',
      title: t('leads.externalId'),
      width: 140,
      shown: false,
      cell: ({ externalId }) => externalId,
    },
    { id: 'id', title: t('deals.id'), width: 260, shown: false, cell: ({ id }) => id },
  ];
}
