import { Group, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Deal, dealQuery } from '../../api/records';
import { daysBetween, roubles } from '../../components/figures';
import { AnchorLink } from '../../components/links';
import { absoluteTime } from '../../components/moments';
import { StateBadge } from '../../components/StateBadge';
import { useFunnelWords } from '../../components/use-funnel-words';
import { currentLanguage } from '../../i18n/language';
import { AttributionNote } from './AttributionNote';
import { DealTimeline } from './DealTimeline';
import { DEAL_TONES } from './deal-columns';
import { Facts } from './Facts';
import type { RecordNames } from './names';
import { RecordDrawer } from './RecordDrawer';
import type { OpenRecord } from './RecordsPage';

interface Shown {
  readonly tenant: string;
  readonly timeZone: string;
  readonly names: RecordNames;
  readonly integrationName: (id: string | null) => string;
}

/** The deal that the address names. */
export function DealDrawer({ open, listed, onClose, onShowAll, ...shown }: Shown & OpenRecord<Deal>) {
  const { t } = useTranslation();
  return (
    <RecordDrawer
      opened={open !== undefined}
      title={t('deals.one')}
      query={useQuery(dealQuery(shown.tenant, open, listed))}
      gone={{ title: t('deals.gone.title'), text: t('deals.gone.text') }}
      onClose={onClose}
      onShowAll={onShowAll}
    >
      {(deal) => <Details deal={deal} {...shown} />}
    </RecordDrawer>
  );
}

type Moment = 'createdAt' | 'changedAt' | 'stageChangedAt' | 'closedAt';

function Details({ deal, tenant, timeZone, names, integrationName }: Shown & { deal: Deal }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const words = useFunnelWords();
  const time = (moment: Moment): string | null => {
    const at = deal[moment];
    if (at === null) return null;
    const shown = absoluteTime(new Date(at), language, timeZone);
    return deal.estimated.includes(moment) ? t('raw.estimated', { time: shown }) : shown;
  };
  const { attribution, amount, paidAmount, closedAt, createdAt, leadId } = deal;
  return (
    <Stack gap="lg">
      <Stack gap={6}>
        <Title order={2} size="h4">
          {deal.name}
        </Title>
        <Group gap="xs">
          <StateBadge tone={DEAL_TONES[deal.stageStatus]}>
            {words.stage(deal.stageId, deal.stageName)}
          </StateBadge>
          {deal.deleted && <StateBadge tone="warning">{t('deals.deletedState')}</StateBadge>}
        </Group>
      </Stack>
      <Facts
        facts={[
          [t('deals.amount'), amount === null ? null : roubles(amount, language)],
          [t('deals.paidAmount'), paidAmount === null ? null : roubles(paidAmount, language)],
          [t('deals.funnel'), words.funnel(deal.funnelId, deal.funnelName)],
          [t('deals.status'), t(`deals.statuses.${deal.stageStatus}`)],
          [t('deals.statusText'), deal.statusText],
          [t('leads.name'), deal.contact?.name ?? null],
          [t('leads.phone'), deal.contact?.phone ?? null],
          [t('leads.email'), deal.contact?.email ?? null],
          [t('deals.employee'), deal.employeeName ?? deal.employeeId],
          [t('deals.createdAt'), time('createdAt')],
          [t('deals.stageChangedAt'), time('stageChangedAt')],
          [t('deals.closedAt'), time('closedAt')],
          [
            t('deals.cycle'),
            closedAt === null ? null : t('deals.days', { count: daysBetween(createdAt, closedAt) }),
          ],
          [t('deals.crmSource'), deal.crmSource],
          [t('leads.campaign'), deal.campaignName],
          [t('leads.source'), deal.sourceName],
          [t('leads.channel'), deal.channel],
          [t('leads.site'), deal.siteName],
          [t('leads.integration'), integrationName(deal.integration)],
          [t('leads.externalId'), deal.externalId],
          [t('deals.id'), deal.id],
          ...deal.customFields.map(({ name, value }) => [name, value] as const),
        ]}
      />
      {attribution !== null && <AttributionNote tenant={tenant} row={deal} attribution={attribution} />}
      {leadId !== null && (
        <AnchorLink size="sm" to="/t/$tenant/raw/leads" params={{ tenant }} search={{ open: leadId }}>
          {t('deals.openLead')}
        </AnchorLink>
      )}
      <Stack gap="sm">
        <Title order={3} size="h5">
          {t('history.title')}
        </Title>
        <DealTimeline
          tenant={tenant}
          deal={deal.id}
          integration={deal.integration}
          timeZone={timeZone}
          names={names}
        />
      </Stack>
    </Stack>
  );
}
