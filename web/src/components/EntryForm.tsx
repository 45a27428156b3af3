import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';
import { ErrorState } from './ErrorState';

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
  const besideFields = error instanceof ApiProblem && error.facts.fields.length > 0;
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        {children}
        {error !== null && !besideFields && <ErrorState error={error} />}
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
