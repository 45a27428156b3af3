import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change';
import { meQuery } from '../../api/session';
import { deleteTenant, tenantsQuery } from '../../api/tenants';
import { ErrorState } from '../../components/ErrorState';

interface DeleteTenantProps {
  readonly id: string;
  readonly name: string;
  readonly onDeleted: () => void;
}

/** There is no way back from this, so the name has to be typed. */
export function DeleteTenant({ id, name, onDeleted }: DeleteTenantProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const remove = useChange(async () => {
    await deleteTenant(id);
    // Before the lists are read again: without the tenant in them this is not drawn any more.
    onDeleted();
  }, [tenantsQuery.queryKey, meQuery.queryKey]);
  return (
    <Group>
      <Button variant="default" c="var(--mantine-color-error)" onClick={() => setTyped('')}>
        {t('tenants.delete')}
      </Button>
      <Modal opened={typed !== null} onClose={() => setTyped(null)} title={t('tenants.delete')} centered>
        <Stack>
          <Text size="sm">{t('tenants.deleteQuestion')}</Text>
          <TextInput
            label={t('tenants.typeName', { name })}
            value={typed ?? ''}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
          {remove.error !== null && <ErrorState error={remove.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => setTyped(null)}>
              {t('actions.cancel')}
            </Button>
            <Button
              color="red.9"
              disabled={typed !== name}
              loading={remove.isPending}
              onClick={() => remove.mutate(undefined)}
            >
              {t('tenants.delete')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Group>
  );
}
