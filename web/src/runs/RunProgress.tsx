import { Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Run } from '../api/runs';
import { useTenant } from '../app/session';
import { clockTime, duration, wholeNumber } from '../components/moments';
import { currentLanguage } from '../i18n/language';

/** How far a pull has come and when it will be through, as far as the vendor told how much there is. */
export function RunProgress({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { timezone } = useTenant();
  const language = currentLanguage();
  const { done, total, percent, estimatedEndAt } = run.progress;
  const count = (rows: number) => wholeNumber(rows, language);
  return (
    <Stack gap={4}>
      <Progress.Root size="md">
        <Progress.Section
          value={percent ?? 100}
          animated={percent === null}
          striped={percent === null}
          aria-label={t('runs.progress')}
        />
      </Progress.Root>
      <Text size="xs" c="dimmed">
        {run.waitingUntil !== null
          ? t('runs.waitingUntil', { time: clockTime(new Date(run.waitingUntil), language, timezone) })
          : total === null
            ? t('runs.doneRows', { done: count(done) })
            : t('runs.doneOf', { done: count(done), total: count(total), percent })}
        {estimatedEndAt !== null &&
          `. ${t('runs.left', { time: duration(Date.parse(estimatedEndAt) - Date.now(), language) })}`}
      </Text>
    </Stack>
  );
}
