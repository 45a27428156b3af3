import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingState } from '../../components/LoadingState';
import type { EntryKind } from './entries';

const NewEntryForm = lazy(async () => ({ default: (await import('./NewEntryForm')).NewEntryForm }));

/** Adds an entry to a pick-list without leaving the settings that need it. */
export function NewEntry({ kind, onMade }: { kind: EntryKind; onMade: (id: string) => void }) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={open}
      >
        {t(`entries.${kind}.add`)}
      </Button>
      <Modal opened={opened} onClose={close} title={t(`entries.${kind}.add`)}>
        <Suspense fallback={<LoadingState lines={3} />}>
          <NewEntryForm
            kind={kind}
            onClose={close}
            onMade={(id) => {
              onMade(id);
              close();
            }}
          />
        </Suspense>
      </Modal>
    </>
  );
}
