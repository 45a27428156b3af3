import { Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Dashboard } from '../../api/dashboard';
import { percent, roubles } from '../../components/figures';
import { wholeNumber } from '../../components/moments';
import { StateBadge } from '../../components/StateBadge';
import { useFunnelWords } from '../../components/use-funnel-words';
import { currentLanguage } from '../../i18n/language';
import { DEAL_TONES } from '../raw/deal-columns';
import { DealsLink, dealsOf, type Shown } from './drill';
import classes from './Funnels.module.css';

type Funnel = Dashboard['funnels'][number];

/** How far deals came, funnel by funnel. */
export function Funnels({ funnels, ...shown }: Shown & { funnels: readonly Funnel[] }) {
  return (
    <Stack gap="lg">
      {funnels.map((funnel) => (
        <OneFunnel key={funnel.funnelId} funnel={funnel} {...shown} />
      ))}
    </Stack>
  );
}

function OneFunnel({ funnel, tenant, filter }: Shown & { funnel: Funnel }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const words = useFunnelWords();
  const { funnelId } = funnel;
  const name = words.funnel(funnelId, funnel.name);
  const stages = funnel.stages.map((stage) => ({ ...stage, name: words.stage(stage.stageId, stage.name) }));
  const most = Math.max(1, ...stages.map(({ count }) => count));
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4">
        {t('dashboard.funnel', { name })}
      </Title>
      <Text size="xs" c="dimmed" mb="sm">
        {t('dashboard.conversionNote')}
      </Text>
      <Table.ScrollContainer type="native" minWidth={480} tabIndex={0} role="region" aria-label={name}>
        <Table verticalSpacing={6} aria-label={t('dashboard.funnel', { name })}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('deals.stage')}</Table.Th>
              <Table.Th scope="col" w="35%" aria-hidden visibleFrom="sm" />
              <Table.Th scope="col" ta="end">
                {t('dashboard.deals')}
              </Table.Th>
              <Table.Th scope="col" ta="end">
                {t('dashboard.conversion')}
              </Table.Th>
              <Table.Th scope="col" ta="end">
                {t('deals.amount')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {stages.map((stage) => {
              const standing = dealsOf(filter, { funnel: funnelId, stage: stage.stageId });
              return (
                <Table.Tr key={stage.stageId}>
                  <Table.Th scope="row" fw={400} className={classes['stage']}>
                    <StateBadge tone={DEAL_TONES[stage.status]}>{stage.name}</StateBadge>
                  </Table.Th>
                  <Table.Td aria-hidden visibleFrom="sm">
                    <div
                      className={classes['bar']}
                      data-status={stage.status}
                      style={{ width: `${(100 * stage.count) / most}%` }}
                    />
                  </Table.Td>
                  <Table.Td ta="end">
                    <DealsLink
                      tenant={tenant}
                      search={standing}
                      label={`${t('dashboard.deals')}, ${stage.name}`}
                    >
                      {wholeNumber(stage.count, language)}
                    </DealsLink>
                  </Table.Td>
                  <Table.Td ta="end">
                    <Text size="sm">
                      {stage.conversion === null ? '—' : percent(stage.conversion, language)}
                    </Text>
                  </Table.Td>
                  <Table.Td ta="end">
                    <DealsLink
                      tenant={tenant}
                      search={standing}
                      label={`${t('deals.amount')}, ${stage.name}`}
                    >
                      {roubles(stage.amount, language)}
                    </DealsLink>
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
