import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Run } from '../api/runs';
import { wholeNumber } from '../components/moments';
import { currentLanguage } from '../i18n/language';

/** What a pull has read, in one line; what is nothing is left out. */
export function RunCounts({ counts }: { counts: Run['counts'] }) {
  const { t } = useTranslation();
  const parts = (['seen', 'new', 'changed', 'unchanged', 'quarantined', 'requests'] as const)
    .filter((name) => counts[name] > 0)
    .map((name) => t(`runCounts.${name}`, { number: wholeNumber(counts[name], currentLanguage()) }));
  if (parts.length === 0) return null;
  return <Text size="sm">{parts.join(' · ')}</Text>;
}
