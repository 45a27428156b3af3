import { Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type HistoryItem, historyQuery } from '../../api/records';
import { Loaded } from '../../components/Loaded';
import { AnchorLink } from '../../components/links';
import { absoluteTime } from '../../components/moments';
import { currentLanguage } from '../../i18n/language';
import { ChangeLine, type ChangeNames } from './ChangeLine';

interface DealTimelineProps {
  readonly tenant: string;
  readonly deal: string;
  readonly integration: string;
  readonly timeZone: string;
  readonly names: ChangeNames;
}

/** What became of a deal, newest first. */
export function DealTimeline({ tenant, deal, ...shown }: DealTimelineProps) {
  const query = useQuery(historyQuery(tenant, deal));
  return (
    <Loaded query={query}>
      {(items) => (
        <Timeline bulletSize={14} lineWidth={2} active={items.length - 1}>
          {items.map((item) => (
            <Item
              key={`${item.changedAt} ${item.receivedAt} ${item.origin.id}`}
              item={item}
              tenant={tenant}
              isFirst={item === items.at(-1)}
              {...shown}
            />
          ))}
        </Timeline>
      )}
    </Loaded>
  );
}

/** At the beginning what a deal does not have is not news. */
function told(changes: HistoryItem['changes'], isFirst: boolean): HistoryItem['changes'] {
  if (!isFirst) return changes;
  return changes.filter(({ to }) => to !== null && to !== false && !(Array.isArray(to) && to.length === 0));
}

interface ItemProps extends Omit<DealTimelineProps, 'deal'> {
  readonly item: HistoryItem;
  /** The one that the deal began with: all of it is new. */
  readonly isFirst: boolean;
}

function Item({ item, tenant, integration, timeZone, names, isFirst }: ItemProps) {
  const { t } = useTranslation();
  const { changedAt, receivedAt, changes, origin } = item;
  const time = (at: string) => absoluteTime(new Date(at), currentLanguage(), timeZone);
  return (
    <Timeline.Item title={<time dateTime={changedAt}>{time(changedAt)}</time>}>
      {told(changes, isFirst).map((change) => (
        <ChangeLine
          key={change.field}
          change={change}
          withBefore={!isFirst}
          timeZone={timeZone}
          names={names}
        />
      ))}
      <Text size="xs" c="dimmed" mt={4}>
        {t('history.received', { at: time(receivedAt) })}{' '}
        <AnchorLink
          size="xs"
          underline="always"
          to={
            origin.kind === 'run'
              ? '/t/$tenant/integrations/$integration/runs'
              : '/t/$tenant/integrations/$integration/events'
          }
          params={{ tenant, integration }}
          search={{ [origin.kind]: origin.id }}
        >
          {origin.kind === 'run' ? t('history.byRun') : t('history.byEvent')}
        </AnchorLink>
      </Text>
    </Timeline.Item>
  );
}
