import { Badge, Group, Skeleton, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type EventFilter, eventGroupsQuery } from '../api/events';
import type { IntegrationKey } from '../api/integrations';
import { wholeNumber } from '../components/moments';
import { currentLanguage } from '../i18n/language';
import classes from './EventGroups.module.css';
import { useEventWords } from './event-words';

/** Pixels of one group, whose words fit into one line. */
const HEIGHT = 56;

interface EventGroupsProps {
  readonly path: IntegrationKey;
  readonly filter: EventFilter;
  readonly onChoose: (filter: EventFilter) => void;
}

/** How many deliveries ended in which way, and why; each group narrows the list to itself. */
export function EventGroups({ path, filter, onChoose }: EventGroupsProps) {
  const { t } = useTranslation();
  const words = useEventWords();
  const { outcome, reason, ...period } = filter;
  const { data, isPending } = useQuery(eventGroupsQuery(path, period));
  // Holds the place, so that the list below does not jump.
  if (isPending) return <Skeleton h={HEIGHT} w={HEIGHT * 2} />;
  if (data === undefined || data.length === 0) return null;
  return (
    <section aria-label={t('events.groups')}>
      <Group gap="xs" align="stretch">
        {data.map((group) => {
          const isChosen = group.outcome === outcome && (group.reason ?? undefined) === reason;
          const narrowed = {
            ...period,
            outcome: group.outcome,
            ...(group.reason === null ? {} : { reason: group.reason }),
          };
          return (
            <UnstyledButton
              key={`${group.outcome}/${group.reason}`}
              className={classes['group']}
              aria-pressed={isChosen}
              onClick={() => onChoose(isChosen ? period : narrowed)}
            >
              <Text size="lg" fw={600} lh={1.2} component="span" display="block">
                {wholeNumber(group.count, currentLanguage())}
              </Text>
              <Text size="xs" component="span" display="block">
                {words.outcome(group.outcome)}
                {group.reason !== null && `: ${words.reason(group.reason)}`}
              </Text>
              {group.replayed > 0 && (
                <Badge size="xs" variant="default" tt="none" mt={4}>
                  {t('events.replayedOf', { count: group.replayed })}
                </Badge>
              )}
            </UnstyledButton>
          );
        })}
      </Group>
    </section>
  );
}
