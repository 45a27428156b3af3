import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from './ErrorState';
import { isAboutFields } from './field-problems';

interface EntryFormProps {
  readonly onSubmit: (event?: React.FormEvent<HTMLFormElement>) => void;
  readonly onCancel: () => void;
  readonly saving: boolean;
  readonly error: unknown;
  /** On the button; without it, that it saves. */
  readonly submit?: string;
  readonly children: ReactNode;
}

/** The frame of a form in a dialog. What is wrong with one field stands beside the field alone. */
export function EntryForm({ onSubmit, onCancel, saving, error, submit, children }: EntryFormProps) {
  const { t } = useTranslation();
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        {children}
        {error !== null && !isAboutFields(error) && <ErrorState error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={saving}>
            {submit ?? t('actions.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
