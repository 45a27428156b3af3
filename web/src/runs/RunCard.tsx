import { Alert, Card, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IntegrationKey } from '../api/integrations';
import { isUnderWay, type Run } from '../api/runs';
import { useMayChange, useTenant } from '../app/session';
import { calendarDate, duration } from '../components/moments';
import { useTexts } from '../components/problem-texts';
import { RelativeTime } from '../components/RelativeTime';
import { StateBadge } from '../components/StateBadge';
import { useAdvice } from '../components/use-advice';
import { currentLanguage } from '../i18n/language';
import { CancelRun } from './CancelRun';
import { RunCounts } from './RunCounts';
import { RunNotes } from './RunNotes';
import { RunProgress } from './RunProgress';
import { toneOfRun } from './run-state';

/** One pull: when, what it brought, and what went wrong. */
export function RunCard({ run, path }: { run: Run; path: IntegrationKey }) {
  const { t } = useTranslation();
  const text = useTexts();
  const { timezone } = useTenant();
  const mayChange = useMayChange();
  const advise = useAdvice();
  const language = currentLanguage();
  const { range, startedAt, endedAt } = run;
  const took = (milliseconds: number) =>
    milliseconds < 1_000 ? t('runs.tookLittle') : t('runs.took', { time: duration(milliseconds, language) });
  return (
    <Card withBorder padding="md" component="article">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Group gap="sm">
            <Text fw={600} size="sm">
              {t(`runKinds.${run.kind}`)}
              {range !== null &&
                `, ${calendarDate(range.from, language)} — ${calendarDate(range.to, language)}`}
            </Text>
            <StateBadge tone={toneOfRun(run.state)}>{t(`runStates.${run.state}`)}</StateBadge>
          </Group>
          <Group gap="sm">
            <Text size="sm" c="dimmed">
              <RelativeTime at={run.requestedAt} timeZone={timezone} />
              {startedAt !== null &&
                endedAt !== null &&
                `, ${took(Date.parse(endedAt) - Date.parse(startedAt))}`}
            </Text>
            {mayChange && isUnderWay(run) && <CancelRun path={path} run={run.id} />}
          </Group>
        </Group>
        {isUnderWay(run) && <RunProgress run={run} />}
        <RunCounts counts={run.counts} />
        {run.error !== null && (
          <Alert color={run.state === 'failed' ? 'red' : 'yellow'} title={text(run.error.message)} p="sm">
            <Text size="sm">{advise(text(run.error.action))}</Text>
          </Alert>
        )}
        <RunNotes notes={run.notes} />
      </Stack>
    </Card>
  );
}
