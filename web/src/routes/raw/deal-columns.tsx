import type { Deal } from '../../api/records';
import { columnTime, daysBetween, roubles } from '../../components/figures';
import { StateBadge } from '../../components/StateBadge';
import { type CardPlaces, type RowColumn, withCard } from '../../components/table/columns';
import type { Tone } from '../../components/tone';
import { type ColumnContext, commonColumns } from './record-columns';

export const DEAL_TONES: Readonly<Record<Deal['stageStatus'], Tone>> = {
  in_process: 'neutral',
  success: 'good',
  failed: 'bad',
};

type Moment = 'createdAt' | 'changedAt' | 'stageChangedAt' | 'closedAt';

const CARD: CardPlaces = {
  name: { line: 1, side: 'start' },
  amount: { line: 1, side: 'end' },
  stage: { line: 2, side: 'start' },
  createdAt: { line: 2, side: 'end' },
  contact_name: { line: 3, side: 'start' },
  contact_phone: { line: 3, side: 'end' },
};

/** The columns of «Сделки», in the order of the report. */
export function dealColumns(context: ColumnContext): RowColumn<Deal>[] {
  const { t, language, timeZone, words } = context;
  const common = commonColumns(context);
  const moment = (id: Moment, shown: boolean): RowColumn<Deal> => ({
    id,
    title: t(`deals.${id}`),
    width: 170,
    shown,
    cell: (deal) => {
      const at = deal[id];
      if (at === null) return null;
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
      return amount === null ? null : roubles(amount, language);
    },
  });
  const contact = (field: 'name' | 'phone' | 'email', width: number, shown: boolean): RowColumn<Deal> => ({
    id: `contact_${field}`,
    title: t(`leads.${field}`),
    width,
    shown,
    cell: ({ contact: person }) => person?.[field] ?? null,
  });
  const columns: RowColumn<Deal>[] = [
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
          <StateBadge tone={DEAL_TONES[stageStatus]}>{words.stage(stageId, stageName)}</StateBadge>
        ),
    },
    money('amount', true),
    contact('name', 220, true),
    contact('phone', 140, true),
    contact('email', 200, false),
    {
      id: 'employee',
      title: t('deals.employee'),
      width: 230,
      shown: true,
      cell: ({ employeeName, employeeId }) => employeeName ?? employeeId ?? null,
    },
    common('campaign', 190, true),
    common('source', 160, true),
    {
      id: 'funnel',
      title: t('deals.funnel'),
      width: 190,
      shown: true,
      cell: ({ funnelName, funnelId }) => words.funnel(funnelId, funnelName),
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
      cell: ({ statusText }) => statusText ?? null,
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
        closedAt === null ? null : t('deals.days', { count: daysBetween(createdAt, closedAt) }),
    },
    moment('stageChangedAt', false),
    moment('changedAt', false),
    common('channel', 120, false),
    common('site', 160, false),
    common('attribution', 220, false),
    {
      id: 'crmSource',
      title: t('deals.crmSource'),
      width: 170,
      shown: false,
      cell: ({ crmSource }) => crmSource ?? null,
    },
    common('integration', 130, true),
    {
      id: 'customFields',
      title: t('deals.customFields'),
      width: 280,
      shown: false,
      cell: ({ customFields }) =>
        customFields.length === 0
          ? null
          : customFields.map(({ name, value }) => `${name}: ${value}`).join('; '),
    },
    common('externalId', 140, false),
    { id: 'id', title: t('deals.id'), width: 260, shown: false, cell: ({ id }) => id },
    { id: 'lead', title: t('leads.id'), width: 260, shown: false, cell: ({ leadId }) => leadId },
    {
      id: 'leadCreatedAt',
      title: t('deals.leadCreatedAt'),
      width: 170,
      shown: false,
      cell: ({ leadCreatedAt }) =>
        leadCreatedAt === null ? null : columnTime(leadCreatedAt, language, timeZone),
    },
    {
      id: 'contact',
      title: t('deals.contactId'),
      width: 260,
      shown: false,
      cell: ({ contactId }) => contactId,
    },
  ];
  return withCard(columns, CARD);
}
