import { Radio, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change';
import { invite } from '../../api/people';
import { useMe } from '../../app/session';
import { EntryForm } from '../../components/EntryForm';
import { useFieldProblems } from '../../components/field-problems';

const ROLES = ['admin', 'analyst', 'operator'] as const;
type Role = (typeof ROLES)[number];

interface InvitationFormProps {
  readonly tenant: string | null;
  readonly onCancel: () => void;
  readonly onInvited: (invitation: { email: string; url: string }) => void;
}

export function InvitationForm({ tenant, onCancel, onInvited }: InvitationFormProps) {
  const { t } = useTranslation();
  const { tenants } = useMe();
  const [role, setRole] = useState<Role>('analyst');
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '', tenantId: tenant ?? '' } });
  const send = useChange(
    ({ email, tenantId }: { email: string; tenantId: string }) =>
      invite({ email, role, ...(role === 'operator' || tenantId === '' ? {} : { tenantId }) }),
    [['invitations']],
  );
  const wrong = useFieldProblems(send.error);
  return (
    <EntryForm
      onSubmit={form.onSubmit((values) =>
        send.mutate(values, { onSuccess: ({ email, url }) => onInvited({ email, url }) }),
      )}
      onCancel={onCancel}
      saving={send.isPending}
      error={send.error}
      submit={t('invitations.makeLink')}
    >
      <TextInput
        label={t('users.email')}
        type="email"
        required
        withAsterisk={false}
        data-autofocus
        key={form.key('email')}
        {...form.getInputProps('email')}
        error={wrong('email')}
      />
      <Radio.Group
        label={t('users.role')}
        value={role}
        onChange={(value) => setRole(ROLES.find((one) => one === value) ?? 'analyst')}
      >
        <Stack gap="xs" mt={6}>
          {ROLES.filter((one) => tenant === null || one !== 'operator').map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`roles.${one}`)}
              description={t(`roleDescriptions.${one}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {tenant === null && role !== 'operator' && (
        <Select
          label={t('users.tenant')}
          data={tenants.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          required
          withAsterisk={false}
          nothingFoundMessage={t('states.nothingFound')}
          key={form.key('tenantId')}
          {...form.getInputProps('tenantId')}
          error={wrong('tenantId')}
        />
      )}
    </EntryForm>
  );
}
