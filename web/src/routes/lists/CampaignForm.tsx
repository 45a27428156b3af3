import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change';
import { campaignsQuery, changeCampaign, createCampaign } from '../../api/pick-lists';
import { EntryForm } from '../../components/EntryForm';
import { useFieldProblems } from '../../components/field-problems';
import type { PickListEntry } from './PickListPage';

interface CampaignFormProps {
  readonly tenant: string;
  readonly campaign: { readonly id: string; readonly name: string; readonly siteId: string | null } | null;
  readonly sites: readonly PickListEntry[];
  readonly onDone: () => void;
}

interface Values {
  name: string;
  siteId: string | null;
}

export function CampaignForm({ tenant, campaign, sites, onDone }: CampaignFormProps) {
  const { t } = useTranslation();
  const form = useForm<Values>({
    mode: 'uncontrolled',
    initialValues: { name: campaign?.name ?? '', siteId: campaign?.siteId ?? null },
  });
  const save = useChange(
    (values: Values) =>
      campaign === null ? createCampaign(tenant, values) : changeCampaign(tenant, campaign.id, values),
    [campaignsQuery(tenant).queryKey],
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
        description={t('campaigns.nameHelp')}
        required
        withAsterisk={false}
        maxLength={200}
        data-autofocus
        key={form.key('name')}
        {...form.getInputProps('name')}
        error={wrong('name')}
      />
      <Select
        label={t('campaigns.site')}
        placeholder={t('campaigns.anySite')}
        data={sites
          .filter(({ id, archived }) => !archived || id === campaign?.siteId)
          .map(({ id, name }) => ({ value: id, label: name }))}
        clearable
        searchable
        nothingFoundMessage={t('states.nothingFound')}
        key={form.key('siteId')}
        {...form.getInputProps('siteId')}
        error={wrong('siteId')}
      />
    </EntryForm>
  );
}
