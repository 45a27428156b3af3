import { Alert, Text } from '@mantine/core';
import { IconTargetArrow } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Deal, Lead } from '../../api/records';
import { useMayChange } from '../../app/session';
import { AnchorLink } from '../../components/links';

interface AttributionNoteProps {
  readonly tenant: string;
  readonly row: Pick<Lead | Deal, 'integration' | 'campaignName' | 'sourceName' | 'siteName'>;
  readonly attribution: Lead['attribution'];
}

/** Why a lead has its campaign or source. */
export function AttributionNote({ tenant, row, attribution }: AttributionNoteProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const { kind, reason, campaignId, sourceId, siteId } = attribution;
  const { integration, campaignName, sourceName, siteName } = row;
  const taken = {
    session: t('attribution.taken.session'),
    default_campaign: t('attribution.taken.default_campaign', { campaign: campaignName ?? campaignId }),
    default_source: t('attribution.taken.default_source', {
      source: sourceName ?? sourceId,
      site: siteName ?? siteId,
    }),
  }[kind];
  return (
    <Alert
      color="gray"
      icon={<IconTargetArrow aria-hidden />}
      title={campaignId === null ? t('attribution.whySource') : t('attribution.whyCampaign')}
    >
      <Text size="sm">
        {t(`attribution.reasons.${reason}`)} {taken}
      </Text>
      {kind !== 'session' && mayChange && (
        <AnchorLink
          size="sm"
          to="/t/$tenant/integrations/$integration/settings"
          params={{ tenant, integration }}
        >
          {t('attribution.changeDefault')}
        </AnchorLink>
      )}
    </Alert>
  );
}
