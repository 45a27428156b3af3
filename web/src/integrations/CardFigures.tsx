import { SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IntegrationCard } from '../api/integrations';
import type { Vendor } from '../api/vendors';
import { RelativeTime } from '../components/RelativeTime';

interface CardFiguresProps {
  readonly card: IntegrationCard;
  readonly vendor: Vendor;
  readonly timeZone: string;
}

/** When data came last and when it comes next. */
export function CardFigures({ card: { health, state }, vendor, timeZone }: CardFiguresProps) {
  const { t } = useTranslation();
  const time = (at: string | null | undefined, never: string) =>
    typeof at === 'string' ? <RelativeTime at={at} timeZone={timeZone} /> : never;
  return (
    <SimpleGrid cols={2} spacing="md" component="dl" m={0}>
      {vendor.backfill && (
        <>
          <Figure label={t('card.lastSuccess')}>{time(health.lastSuccessAt, t('card.never'))}</Figure>
          <Figure label={t('card.nextRun')}>{time(health.nextRunAt, t('card.notPlanned'))}</Figure>
        </>
      )}
      {vendor.webhooks && (
        <>
          <Figure label={t('card.lastEvent')}>{time(health.lastEventAt, t('card.never'))}</Figure>
          {state !== 'inactive' && <Figure label={t('card.nextEvent')}>{t('card.comesByItself')}</Figure>}
        </>
      )}
    </SimpleGrid>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </div>
  );
}
