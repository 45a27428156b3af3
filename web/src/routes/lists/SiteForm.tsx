import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change';
import { changeSite, createSite, sitesQuery } from '../../api/pick-lists';
import { domainOf } from '../../components/domain';
import { EntryForm } from '../../components/EntryForm';
import { useFieldProblems } from '../../components/field-problems';

interface SiteFormProps {
  readonly tenant: string;
  readonly site: { readonly id: string; readonly name: string; readonly domain: string } | null;
  readonly onDone: () => void;
}

export function SiteForm({ tenant, site, onDone }: SiteFormProps) {
  const { t } = useTranslation();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { domain: site?.domain ?? '', name: site?.name ?? '' },
  });
  const save = useChange(
    ({ domain, name }: { domain: string; name: string }) => {
      const values = { domain: domainOf(domain), name };
      return site === null ? createSite(tenant, values) : changeSite(tenant, site.id, values);
    },
    [sitesQuery(tenant).queryKey],
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
        label={t('sites.domain')}
        description={t('sites.domainHelp')}
        required
        withAsterisk={false}
        data-autofocus
        key={form.key('domain')}
        {...form.getInputProps('domain')}
        error={wrong('domain')}
      />
      <TextInput
        label={t('lists.name')}
        required
        withAsterisk={false}
        maxLength={200}
        key={form.key('name')}
        {...form.getInputProps('name')}
        error={wrong('name')}
      />
    </EntryForm>
  );
}
