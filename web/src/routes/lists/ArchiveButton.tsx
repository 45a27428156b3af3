import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change';
import { ConfirmButton } from '../../components/ConfirmButton';
import { useNotifyProblem } from '../../components/notify';
import type { PickListEntry } from './PickListPage';

interface ArchiveButtonProps {
  readonly entry: PickListEntry;
  readonly setArchived: (id: string, archived: boolean) => Promise<unknown>;
  readonly stale: readonly string[];
}

/** Out of the lists to choose from, or back into them. What is in use is refused with the place of its use. */
export function ArchiveButton({ entry, setArchived, stale }: ArchiveButtonProps) {
  const { t } = useTranslation();
  const showProblem = useNotifyProblem();
  const change = useChange((archived: boolean) => setArchived(entry.id, archived), [stale]);
  if (entry.archived) {
    return (
      <Button
        size="compact-sm"
        variant="subtle"
        loading={change.isPending}
        onClick={() =>
          change.mutate(false, {
            onSuccess: () => notifications.show({ message: t('lists.restored', { name: entry.name }) }),
            onError: showProblem,
          })
        }
      >
        {t('lists.restore')}
      </Button>
    );
  }
  return (
    <ConfirmButton
      label={t('lists.archive')}
      question={t('lists.archiveQuestion', { name: entry.name })}
      confirm={t('lists.archive')}
      size="compact-sm"
      variant="subtle"
      mutation={{ ...change, mutateAsync: () => change.mutateAsync(true) }}
    />
  );
}
