import { Group, Stack, Table, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type HealthCard, healthQuery } from '../../api/health';
import { browserZone } from '../../app/browser-zone';
import { EmptyState } from '../../components/EmptyState';
import { ListTable } from '../../components/ListTable';
import { Loaded } from '../../components/Loaded';
import { AnchorLink } from '../../components/links';
import { PageHeader } from '../../components/PageHeader';
import { useTexts } from '../../components/problem-texts';
import { RelativeTime } from '../../components/RelativeTime';
import { StateBadge, type Tone } from '../../components/StateBadge';
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
  const head = [
    { name: 'integration', title: t('operator.health.integration') },
    { name: 'condition', title: t('operator.health.condition') },
    { name: 'success', title: t('operator.health.lastSuccess') },
    { name: 'next', title: t('operator.health.nextRun') },
    { name: 'trouble', title: t('operator.health.trouble') },
  ];
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
              <ListTable label={t('operator.health.title')} head={head} minWidth={860}>
                {items.map((card) => (
                  <HealthRow key={`${card.tenantId}/${card.id}`} card={card} />
                ))}
              </ListTable>
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

function HealthRow({ card }: { card: HealthCard }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const trouble = card.reason ?? card.health.error;
  const at = (moment: string | null | undefined) =>
    moment === null || moment === undefined ? '—' : <RelativeTime at={moment} timeZone={browserZone} />;
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td>
        <Stack gap={0}>
          <AnchorLink
            size="sm"
            fw={500}
            to="/t/$tenant/integrations/$integration/settings"
            params={{ tenant: card.tenantId, integration: card.id }}
          >
            {card.tenantName}
          </AnchorLink>
          <Text size="xs" c="dimmed">
            {card.id}
          </Text>
        </Stack>
      </Table.Td>
      <Table.Td>
        <Group gap={6}>
          <StateBadge tone={TONES[card.condition]}>
            {t(`operator.health.conditions.${card.condition}`)}
          </StateBadge>
        </Group>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{at(card.health.lastEventAt ?? card.health.lastSuccessAt)}</Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{at(card.health.nextRunAt)}</Text>
      </Table.Td>
      <Table.Td maw={420}>
        {trouble !== null && (
          <Text size="sm">
            {texts(trouble.message)}{' '}
            <Text span c="dimmed">
              {texts(trouble.action)}
            </Text>
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
