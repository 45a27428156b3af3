import { Alert, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Lead, leadQuery } from '../../api/records';
import { AnchorLink } from '../../components/links';
import { absoluteTime } from '../../components/moments';
import { currentLanguage } from '../../i18n/language';
import { AttributionNote } from './AttributionNote';
import { Facts } from './Facts';
import { RecordDrawer } from './RecordDrawer';
import type { OpenRecord } from './RecordsPage';

interface Shown {
  readonly tenant: string;
  readonly timeZone: string;
  readonly integrationName: (id: string | null) => string;
}

/** The lead that the address names. */
export function LeadDrawer({ open, listed, onClose, onShowAll, ...shown }: Shown & OpenRecord<Lead>) {
  const { t } = useTranslation();
  const query = useQuery(leadQuery(shown.tenant, open, listed));
  const contact = query.data?.contact;
  return (
    <RecordDrawer
      opened={open !== undefined}
      title={contact?.name ?? contact?.phone ?? t('leads.one')}
      query={query}
      gone={{ title: t('leads.gone.title'), text: t('leads.gone.text') }}
      onClose={onClose}
      onShowAll={onShowAll}
    >
      {(lead) => <Details lead={lead} {...shown} />}
    </RecordDrawer>
  );
}

function Details({ lead, tenant, timeZone, integrationName }: Shown & { lead: Lead }) {
  const { t } = useTranslation();
  const { contact, attribution, createdAt, createdAtEstimated, dealId } = lead;
  const time = absoluteTime(new Date(createdAt), currentLanguage(), timeZone);
  const { utm } = attribution;
  return (
    <Stack gap="lg">
      {lead.state === 'no_contact' && (
        <Alert color="yellow" title={t('leads.states.no_contact')}>
          {t('leads.noContactHelp')}
        </Alert>
      )}
      <AttributionNote tenant={tenant} row={lead} attribution={attribution} />
      <Facts
        facts={[
          [t('leads.createdAt'), createdAtEstimated ? t('raw.estimated', { time }) : time],
          [t('leads.name'), contact.name],
          [t('leads.phone'), contact.phone],
          [t('leads.email'), contact.email],
          [t('leads.campaign'), lead.campaignName ?? attribution.campaignId],
          [t('leads.source'), lead.sourceName ?? attribution.sourceId],
          [t('leads.channel'), lead.channel],
          [t('leads.site'), lead.siteName ?? attribution.siteId],
          [t('leads.session'), attribution.sessionId],
          ['utm_source', utm?.source ?? null],
          ['utm_medium', utm?.medium ?? null],
          ['utm_campaign', utm?.campaign ?? null],
          ['utm_term', utm?.term ?? null],
          ['utm_content', utm?.content ?? null],
          [t('leads.integration'), integrationName(lead.integration)],
          [t('leads.externalId'), lead.externalId],
          [t('leads.id'), lead.id],
        ]}
      />
      {dealId !== null && (
        <AnchorLink to="/t/$tenant/raw/deals" params={{ tenant }} search={{ open: dealId }} size="sm">
          {t('leads.openDeal')}
        </AnchorLink>
      )}
    </Stack>
  );
}
