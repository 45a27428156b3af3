import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../components/links';
import { wholeNumber } from '../../components/moments';
import { currentLanguage } from '../../i18n/language';
import { type Condition, conditions } from './search';

interface ConditionCountsProps {
  readonly counts: Readonly<Record<Condition, number>>;
  readonly chosen: Condition | undefined;
}

/** How many integrations are how; each number shows those. */
export function ConditionCounts({ counts, chosen }: ConditionCountsProps) {
  const { t } = useTranslation();
  const all = conditions.reduce((sum, condition) => sum + counts[condition], 0);
  const show = (count: number) => wholeNumber(count, currentLanguage());
  return (
    <Group gap="xs" role="group" aria-label={t('operator.health.condition')}>
      <ButtonLink
        to="/operator/health"
        size="xs"
        variant={chosen === undefined ? 'filled' : 'default'}
        {...(chosen === undefined ? { 'aria-current': 'true' as const } : {})}
      >
        {t('operator.health.all')} · {show(all)}
      </ButtonLink>
      {conditions.map((condition) => (
        <ButtonLink
          key={condition}
          to="/operator/health"
          search={{ condition }}
          size="xs"
          variant={chosen === condition ? 'filled' : 'default'}
          {...(chosen === condition ? { 'aria-current': 'true' as const } : {})}
        >
          {t(`operator.health.conditions.${condition}`)} · {show(counts[condition])}
        </ButtonLink>
      ))}
    </Group>
  );
}
