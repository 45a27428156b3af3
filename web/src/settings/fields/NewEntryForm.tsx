import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { pickListsKey } from '../../api/pick-lists';
import { useTenant } from '../../app/session';
import { EntryForm } from '../../components/EntryForm';
import { useFieldProblems } from '../../components/field-problems';
import { createEntry, type EntryKind } from './entries';

interface NewEntryFormProps {
  readonly kind: EntryKind;
  readonly onMade: (id: string) => void;
  readonly onClose: () => void;
}

/** The few facts that an entry needs to be of use; the rest can be told in its list. */
export function NewEntryForm({ kind, onMade, onClose }: NewEntryFormProps) {
  const { t } = useTranslation();
  const { id: tenant } = useTenant();
  const client = useQueryClient();
  const form = useForm({ mode: 'uncontrolled', initialValues: { name: '', detail: '' } });
  const create = useMutation({
    mutationFn: (facts: { name: string; detail: string }) => createEntry(kind, tenant, facts),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: pickListsKey(tenant) });
      onMade(id);
    },
  });
  const wrong = useFieldProblems(create.error);
  return (
    <EntryForm
      onSubmit={(event) => {
        // The settings are a form too, and it is not them that are sent.
        event?.stopPropagation();
        form.onSubmit((facts) => create.mutate(facts))(event);
      }}
      onCancel={onClose}
      saving={create.isPending}
      error={create.error}
      submit={t('actions.add')}
    >
      {kind === 'site' && (
        <TextInput
          label={t('entries.site.domain')}
          description={t('sites.domainHelp')}
          placeholder="clinic.example.ru"
          required
          autoFocus
          data-autofocus
          key={form.key('detail')}
          {...form.getInputProps('detail')}
          error={wrong('domain')}
        />
      )}
      <TextInput
        label={t('entries.name')}
        required
        autoFocus={kind !== 'site'}
        data-autofocus={kind !== 'site'}
        key={form.key('name')}
        {...form.getInputProps('name')}
        error={wrong('name')}
      />
      {kind === 'source' && (
        <TextInput
          label={t('entries.source.channel')}
          description={t('entries.source.channelHelp')}
          placeholder="cpc"
          required
          key={form.key('detail')}
          {...form.getInputProps('detail')}
          error={wrong('channel')}
        />
      )}
    </EntryForm>
  );
}
