import { Alert, Drawer, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Lead } from '../../api/records';
import { AnchorLink } from '../../components/links';
import { absoluteTime } from '../../components/moments';
import { currentLanguage } from '../../i18n/language';
import { AttributionNote } from './AttributionNote';
import { Facts } from './Facts';

interface LeadDrawerProps {
  readonly tenant: string;
  readonly timeZone: string;
  readonly integrationName: (id: string | null) => string;
  readonly open: boolean;
  /** Null where none of the rows on the page is the one that the address names. */
  readonly lead: Lead | null;
  readonly onClose: () => void;
}

export function LeadDrawer({ open, lead, onClose, ...shown }: LeadDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={open}
      onClose={onClose}
      position="right"
      size="lg"
      title={lead === null ? t('leads.one') : (lead.contact.name ?? lead.contact.phone ?? t('leads.one'))}
    >
      {lead === null ? <Text size="sm">{t('raw.notOnPage')}</Text> : <Details lead={lead} {...shown} />}
    </Drawer>
  );
}

function Details({
  lead,
  tenant,
  timeZone,
  integrationName,
}: Omit<LeadDrawerProps, 'open' | 'lead' | 'onClose'> & { lead: Lead }) {
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
