import { Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTenant } from '../../app/session';
import { type EntryKind, useEntries } from './entries';
import { NewEntry } from './NewEntry';

interface EntrySelectProps {
  readonly kind: EntryKind;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly error: string | null;
  readonly disabled: boolean;
}

/** Chooses from a pick-list of the tenant, to which an entry can be added in place. */
export function EntrySelect({ kind, value, onChange, error, disabled }: EntrySelectProps) {
  const { t } = useTranslation();
  const { id: tenant } = useTenant();
  const { entries, failed } = useEntries(kind, tenant);
  const data = (entries ?? [])
    .filter(({ id, archived }) => !archived || id === value)
    .map(({ id, title, archived }) => ({
      value: id,
      label: archived ? t('settings.archivedEntry', { title }) : title,
    }));
  return (
    <Stack gap={6} align="flex-start">
      <Select
        w="100%"
        label={t(`entries.${kind}.label`)}
        placeholder={entries?.length === 0 ? t('entries.empty') : t(`entries.${kind}.choose`)}
        data={data}
        value={value}
        onChange={onChange}
        searchable
        openOnFocus={false}
        nothingFoundMessage={data.length === 0 ? undefined : t('entries.none')}
        error={error ?? (failed ? t('entries.unreachable') : null)}
        disabled={disabled || entries === undefined}
      />
      {!disabled && <NewEntry kind={kind} onMade={onChange} />}
    </Stack>
  );
}
