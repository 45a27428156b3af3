import { Button, type ButtonProps, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from './ErrorState';

interface ConfirmButtonProps extends Omit<ButtonProps, 'onClick'> {
  /** On the button, and the title of the question. */
  readonly label: string;
  /** What will happen, so that it can be decided. */
  readonly question: ReactNode;
  /** On the button that does it. */
  readonly confirm: string;
  /** The question closes when this resolves; what it throws is shown in it. */
  readonly mutation: {
    readonly mutateAsync: () => Promise<unknown>;
    readonly isPending: boolean;
    readonly error: unknown;
    readonly reset: () => void;
  };
}

/** A button whose deed cannot simply be taken back, so it asks first. */
export function ConfirmButton({ label, question, confirm, mutation, ...button }: ConfirmButtonProps) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false, { onOpen: mutation.reset });
  return (
    <>
      <Button variant="default" {...button} onClick={open}>
        {label}
      </Button>
      <Modal opened={opened} onClose={close} title={label}>
        <Stack>
          <Text size="sm" component="div">
            {question}
          </Text>
          {mutation.error !== null && <ErrorState error={mutation.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {t('actions.cancel')}
            </Button>
            <Button
              color="red.9"
              loading={mutation.isPending}
              onClick={() => void mutation.mutateAsync().then(close, () => undefined)}
            >
              {confirm}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
