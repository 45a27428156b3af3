import { Button, Group, Modal, Switch, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMayChange } from '../../app/session';
import { EmptyState } from '../../components/EmptyState';
import { type ListColumn, ListTable } from '../../components/ListTable';
import { Loaded } from '../../components/Loaded';
import { PageHeader } from '../../components/PageHeader';
import { StateBadge } from '../../components/StateBadge';
import { ArchiveButton } from './ArchiveButton';

/** What every entry of a pick-list has. */
export interface PickListEntry {
  readonly id: string;
  readonly name: string;
  readonly archived: boolean;
}

interface PickListPageProps<Entry extends PickListEntry> {
  readonly texts: {
    readonly title: string;
    readonly description: string;
    readonly add: string;
    readonly emptyTitle: string;
    readonly emptyText: string;
  };
  readonly icon: ReactNode;
  readonly query: UseQueryResult<readonly Entry[]>;
  /** Beside the name. */
  readonly columns: readonly ListColumn<Entry>[];
  /** @param entry null for a new one. */
  readonly form: (entry: Entry | null, close: () => void) => ReactNode;
  readonly setArchived: (id: string, archived: boolean) => Promise<unknown>;
  /** What is read again after an entry went to the archive or came back. */
  readonly stale: readonly string[];
  readonly archived: boolean;
  readonly onShowArchived: (shown: boolean) => void;
}

/** One of the lists that settings choose from. */
export function PickListPage<Entry extends PickListEntry>(props: PickListPageProps<Entry>) {
  const { texts, icon, query, form, archived, onShowArchived } = props;
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const [edited, setEdited] = useState<Entry | 'new' | null>(null);
  const close = () => setEdited(null);
  const add = mayChange && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
      {texts.add}
    </Button>
  );
  return (
    <>
      <PageHeader title={texts.title} description={texts.description} actions={add} />
      <Loaded query={query}>
        {(entries) => {
          const shown = entries.filter((entry) => archived || !entry.archived);
          return (
            <>
              {entries.some((entry) => entry.archived) && (
                <Group mb="sm">
                  <Switch
                    label={t('lists.showArchived')}
                    checked={archived}
                    onChange={(event) => onShowArchived(event.currentTarget.checked)}
                  />
                </Group>
              )}
              {shown.length === 0 ? (
                <EmptyState
                  icon={icon}
                  title={entries.length === 0 ? texts.emptyTitle : t('lists.allArchived.title')}
                  action={add || undefined}
                >
                  {entries.length === 0 ? texts.emptyText : t('lists.allArchived.text')}
                </EmptyState>
              ) : (
                <Entries {...props} shown={shown} onEdit={mayChange ? setEdited : null} />
              )}
            </>
          );
        }}
      </Loaded>
      <Modal
        opened={edited !== null}
        onClose={close}
        title={edited === 'new' ? texts.add : edited?.name}
        centered
      >
        {edited !== null && form(edited === 'new' ? null : edited, close)}
      </Modal>
    </>
  );
}

interface EntriesProps<Entry extends PickListEntry> extends PickListPageProps<Entry> {
  readonly shown: readonly Entry[];
  readonly onEdit: ((entry: Entry) => void) | null;
}

function Entries<Entry extends PickListEntry>({
  texts,
  columns,
  shown,
  onEdit,
  setArchived,
  stale,
}: EntriesProps<Entry>) {
  const { t } = useTranslation();
  const actions = onEdit !== null && {
    title: t('lists.actions'),
    least: 190,
    of: (entry: Entry) => (
      <>
        <Button size="compact-sm" variant="subtle" onClick={() => onEdit(entry)}>
          {t('actions.edit')}
        </Button>
        <ArchiveButton entry={entry} setArchived={setArchived} stale={stale} />
      </>
    ),
  };
  return (
    <ListTable
      label={texts.title}
      rows={shown}
      keyOf={({ id }) => id}
      columns={[
        { id: 'name', title: t('lists.name'), cell: (entry) => <EntryName entry={entry} /> },
        ...columns,
        {
          id: 'id',
          title: t('lists.id'),
          cell: ({ id }) => (
            <Text size="xs" c="dimmed" ff="monospace">
              {id}
            </Text>
          ),
        },
      ]}
      {...(actions && { actions })}
    />
  );
}

function EntryName({ entry }: { entry: PickListEntry }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs">
      <Text size="sm" fw={500} {...(entry.archived ? { c: 'dimmed' } : {})}>
        {entry.name}
      </Text>
      {entry.archived && <StateBadge tone="neutral">{t('lists.archived')}</StateBadge>}
    </Group>
  );
}
