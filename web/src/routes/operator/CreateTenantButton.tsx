import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change';
import { meQuery } from '../../api/session';
import { type Component, createTenant, tenantsQuery } from '../../api/tenants';
import { EntryForm } from '../../components/EntryForm';
import { useFieldProblems } from '../../components/field-problems';
import { ComponentChoice } from './ComponentChoice';

const ZONES = Intl.supportedValuesOf('timeZone');
const USUAL_ZONE = 'Europe/Moscow';

/** @param onCreated gets the id of the new tenant. */
export function CreateTenantButton({ onCreated }: { onCreated: (id: string) => void }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened(true)}>
        {t('tenants.create')}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t('tenants.create')} centered>
        <TenantForm
          onCancel={() => setOpened(false)}
          onCreated={(id) => {
            setOpened(false);
            onCreated(id);
          }}
        />
      </Modal>
    </>
  );
}

interface TenantFormProps {
  readonly onCancel: () => void;
  readonly onCreated: (id: string) => void;
}

function TenantForm({ onCancel, onCreated }: TenantFormProps) {
  const { t } = useTranslation();
  const [components, setComponents] = useState<Component[]>([]);
  const form = useForm({ mode: 'uncontrolled', initialValues: { name: '', timezone: USUAL_ZONE } });
  const create = useChange(
    (values: { name: string; timezone: string }) => createTenant({ ...values, components }),
    [tenantsQuery.queryKey, meQuery.queryKey],
  );
  const wrong = useFieldProblems(create.error);
  return (
    <EntryForm
      onSubmit={form.onSubmit((values) => create.mutate(values, { onSuccess: ({ id }) => onCreated(id) }))}
      onCancel={onCancel}
      saving={create.isPending}
      error={create.error}
      submit={t('tenants.create')}
    >
      <TextInput
        label={t('tenants.name')}
        required
        withAsterisk={false}
        maxLength={200}
        data-autofocus
        key={form.key('name')}
        {...form.getInputProps('name')}
        error={wrong('name')}
      />
      <Select
        label={t('tenants.timezone')}
        description={t('tenants.timezoneHelp')}
        data={ZONES}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('states.nothingFound')}
        key={form.key('timezone')}
        {...form.getInputProps('timezone')}
        error={wrong('timezone')}
      />
      <ComponentChoice value={components} onChange={setComponents} />
    </EntryForm>
  );
}
