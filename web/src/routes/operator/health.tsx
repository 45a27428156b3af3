import { Stack, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type HealthCard, healthQuery } from '../../api/health';
import { integrationTitle, type VendorName, vendorsQuery } from '../../api/vendors';
import { browserZone } from '../../app/browser-zone';
import { EmptyState } from '../../components/EmptyState';
import { ListTable } from '../../components/ListTable';
import { Loaded } from '../../components/Loaded';
import { AnchorLink } from '../../components/links';
import { PageHeader } from '../../components/PageHeader';
import { useTexts } from '../../components/problem-texts';
import { RelativeTime } from '../../components/RelativeTime';
import { StateBadge } from '../../components/StateBadge';
import type { Tone } from '../../components/tone';
import { ConditionCounts } from './ConditionCounts';

const TONES: Readonly<Record<HealthCard['condition'], Tone>> = {
  failing: 'bad',
  late: 'warning',
  quiet: 'warning',
  ok: 'good',
  off: 'neutral',
};

export function HealthPage() {
  const { t } = useTranslation();
  const { condition } = useSearch({ from: '/signed-in/operator/health' });
  const query = useQuery({ ...healthQuery(condition), placeholderData: keepPreviousData });
  return (
    <>
      <PageHeader title={t('operator.health.title')} description={t('operator.health.description')} />
      <Loaded query={query}>
        {({ counts, items, more }) => (
          <Stack>
            <ConditionCounts counts={counts} chosen={condition} />
            {items.length === 0 ? (
              <EmptyState icon={<IconPlugConnected />} title={t('operator.health.empty.title')}>
                {t('operator.health.empty.text')}
              </EmptyState>
            ) : (
              <HealthTable cards={items} />
            )}
            {more && (
              <Text size="sm" c="dimmed">
                {t('operator.health.more', { count: items.length })}
              </Text>
            )}
          </Stack>
        )}
      </Loaded>
    </>
  );
}

function HealthTable({ cards }: { cards: readonly HealthCard[] }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const vendors = useQuery(vendorsQuery).data ?? [];
  const titleOf = (id: string, name: VendorName) => {
    const vendor = vendors.find((one) => one.vendor === name);
    return vendor === undefined ? id : texts(integrationTitle(vendor, id));
  };
  return (
    <ListTable
      label={t('operator.health.title')}
      rows={cards}
      keyOf={({ tenantId, id }) => `${tenantId}/${id}`}
      columns={[
        {
          id: 'integration',
          title: t('operator.health.integration'),
          cell: ({ tenantId, tenantName, id, vendor }) => (
            <Stack gap={0}>
              <AnchorLink
                size="sm"
                fw={500}
                to="/t/$tenant/integrations/$integration/settings"
                params={{ tenant: tenantId, integration: id }}
              >
                {tenantName}
              </AnchorLink>
              <Text size="xs" c="dimmed">
                {titleOf(id, vendor)}
              </Text>
            </Stack>
          ),
        },
        {
          id: 'condition',
          title: t('operator.health.condition'),
          cell: ({ condition }) => (
            <StateBadge tone={TONES[condition]}>{t(`operator.health.conditions.${condition}`)}</StateBadge>
          ),
        },
        {
          id: 'success',
          title: t('operator.health.lastSuccess'),
          least: 130,
          cell: ({ health }) => momentOf(health.lastEventAt ?? health.lastSuccessAt),
        },
        {
          id: 'next',
          title: t('operator.health.nextRun'),
          least: 130,
          cell: ({ health }) => momentOf(health.nextRunAt),
        },
        {
          id: 'trouble',
          title: t('operator.health.trouble'),
          least: 240,
          cell: ({ reason, health }) => {
            const trouble = reason ?? health.error;
            return trouble === null ? null : <Trouble trouble={trouble} />;
          },
        },
      ]}
    />
  );
}

function momentOf(at: string | null | undefined): ReactNode | null {
  return at === null || at === undefined ? null : <RelativeTime at={at} timeZone={browserZone} />;
}

interface TroubleProps {
  readonly trouble: Pick<NonNullable<HealthCard['reason']>, 'message' | 'action'>;
}

function Trouble({ trouble }: TroubleProps) {
  const texts = useTexts();
  return (
    <Text size="sm">
      {texts(trouble.message)}{' '}
      <Text span c="dimmed">
        {texts(trouble.action)}
      </Text>
    </Text>
  );
}
