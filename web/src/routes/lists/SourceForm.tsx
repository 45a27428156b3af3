import { Autocomplete, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change';
import { changeSource, createSource, sourcesQuery } from '../../api/pick-lists';
import { EntryForm } from '../../components/EntryForm';
import { useFieldProblems } from '../../components/field-problems';

/** The words that advertisers use; another one may be typed. */
const CHANNELS = [
  'direct',
  'organic',
  'cpc',
  'display',
  'social',
  'email',
  'messenger',
  'referral',
  'affiliate',
  'recommendation',
];

interface SourceFormProps {
  readonly tenant: string;
  readonly source: { readonly id: string; readonly name: string; readonly channel: string } | null;
  readonly onDone: () => void;
}

export function SourceForm({ tenant, source, onDone }: SourceFormProps) {
  const { t } = useTranslation();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: source?.name ?? '', channel: source?.channel ?? '' },
  });
  const save = useChange(
    (values: { name: string; channel: string }) =>
      source === null ? createSource(tenant, values) : changeSource(tenant, source.id, values),
    [sourcesQuery(tenant).queryKey],
  );
  const wrong = useFieldProblems(save.error);
  return (
    <EntryForm
      onSubmit={form.onSubmit((values) => save.mutate(values, { onSuccess: onDone }))}
      onCancel={onDone}
      saving={save.isPending}
      error={save.error}
    >
      <TextInput
        label={t('lists.name')}
        required
        withAsterisk={false}
        maxLength={200}
        data-autofocus
        key={form.key('name')}
        {...form.getInputProps('name')}
        error={wrong('name')}
      />
      <Autocomplete
        label={t('sources.channel')}
        description={t('sources.channelHelp')}
        data={CHANNELS}
        required
        withAsterisk={false}
        maxLength={100}
        key={form.key('channel')}
        {...form.getInputProps('channel')}
        error={wrong('channel')}
      />
    </EntryForm>
  );
}
