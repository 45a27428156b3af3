import { Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change';
import { createKey, keysQuery, removeKey } from '../../api/tenants';
import { browserZone } from '../../app/browser-zone';
import { ConfirmButton } from '../../components/ConfirmButton';
import { CopyField } from '../../components/CopyField';
import { useFieldProblems } from '../../components/field-problems';
import { ListTable } from '../../components/ListTable';
import { Loaded } from '../../components/Loaded';
import { RelativeTime } from '../../components/RelativeTime';

/** Keys for programs of the tenant. */
export function TenantKeys({ tenant }: { tenant: string }) {
  const { t } = useTranslation();
  const query = useQuery(keysQuery(tenant));
  return (
    <Stack gap="sm">
      <div>
        <Title order={3} size="h5">
          {t('keys.title')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('keys.description')}
        </Text>
      </div>
      <NewKey tenant={tenant} />
      <Loaded query={query}>
        {(keys) =>
          keys.length === 0 ? (
            <Text size="sm">{t('keys.empty')}</Text>
          ) : (
            <ListTable
              label={t('keys.title')}
              rows={keys}
              keyOf={({ id }) => id}
              columns={[
                {
                  id: 'name',
                  title: t('keys.name'),
                  cell: ({ name }) => (
                    <Text size="sm" fw={500}>
                      {name}
                    </Text>
                  ),
                },
                {
                  id: 'created',
                  title: t('keys.created'),
                  least: 130,
                  cell: ({ createdAt }) => <RelativeTime at={createdAt} timeZone={browserZone} />,
                },
              ]}
              actions={{
                title: t('lists.actions'),
                least: 90,
                of: ({ id, name }) => <RemoveKey tenant={tenant} id={id} name={name} />,
              }}
            />
          )
        }
      </Loaded>
    </Stack>
  );
}

function NewKey({ tenant }: { tenant: string }) {
  const { t } = useTranslation();
  const form = useForm({ mode: 'uncontrolled', initialValues: { name: '' } });
  const create = useChange((name: string) => createKey(tenant, name), [keysQuery(tenant).queryKey]);
  const wrong = useFieldProblems(create.error);
  return (
    <form onSubmit={form.onSubmit(({ name }) => create.mutate(name, { onSuccess: form.reset }))}>
      <Group align="flex-end" gap="xs">
        <TextInput
          label={t('keys.newName')}
          placeholder={t('keys.newNameExample')}
          required
          withAsterisk={false}
          maxLength={200}
          flex={1}
          key={form.key('name')}
          {...form.getInputProps('name')}
          error={wrong('name')}
        />
        <Button type="submit" variant="default" loading={create.isPending}>
          {t('keys.create')}
        </Button>
      </Group>
      {create.data !== undefined && (
        <Alert mt="sm" color="teal" title={t('keys.made', { name: create.data.name })}>
          <CopyField label={t('keys.key')} description={t('keys.once')} value={create.data.key} />
        </Alert>
      )}
    </form>
  );
}

function RemoveKey({ tenant, id, name }: { tenant: string; id: string; name: string }) {
  const { t } = useTranslation();
  const remove = useChange(() => removeKey(tenant, id), [keysQuery(tenant).queryKey]);
  return (
    <ConfirmButton
      label={t('actions.remove')}
      question={t('keys.removeQuestion', { name })}
      confirm={t('actions.remove')}
      size="compact-sm"
      variant="subtle"
      mutation={{ ...remove, mutateAsync: () => remove.mutateAsync(undefined) }}
    />
  );
}
