import { Input, SegmentedControl, SimpleGrid, Stack } from '@mantine/core';
import { useId } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { EntrySelect } from './EntrySelect';
import type { FieldProps } from './field';

type Kind = 'campaign' | 'source';

interface Fallback {
  readonly kind: Kind;
  readonly campaignId?: string;
  readonly sourceId?: string;
  readonly siteId?: string;
}

function fallbackOf(value: unknown): Fallback {
  const { kind, campaignId, sourceId, siteId }: Record<string, unknown> =
    typeof value === 'object' && value !== null ? { ...value } : {};
  return {
    kind: kind === 'source' ? 'source' : 'campaign',
    ...(typeof campaignId === 'string' ? { campaignId } : {}),
    ...(typeof sourceId === 'string' ? { sourceId } : {}),
    ...(typeof siteId === 'string' ? { siteId } : {}),
  };
}

/** What a lead without a session gets: a campaign, or a source together with a site. */
export function FallbackField({ label, help, value, onChange, error, partError, disabled }: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const chosen = fallbackOf(value);
  const part = (name: 'campaignId' | 'sourceId' | 'siteId') => ({
    value: chosen[name] ?? null,
    // A problem of the whole, such as that nothing is chosen, is shown at what is to be chosen.
    error: partError(name) ?? (value === null ? error : null),
    disabled,
    onChange: (entry: string | null) => {
      const { [name]: _, ...rest } = chosen;
      onChange(entry === null ? rest : { ...rest, [name]: entry });
    },
  });
  return (
    <Stack gap="sm">
      <div>
        <Input.Label id={id}>{label}</Input.Label>
        {help !== undefined && <Input.Description mb={6}>{help}</Input.Description>}
        <SegmentedControl
          aria-labelledby={id}
          value={chosen.kind}
          onChange={(kind) => onChange({ kind })}
          data={[
            { value: 'campaign', label: t('settings.campaign') },
            { value: 'source', label: t('settings.source') },
          ]}
          disabled={disabled}
        />
      </div>
      {chosen.kind === 'campaign' ? (
        <EntrySelect kind="campaign" {...part('campaignId')} />
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <EntrySelect kind="source" {...part('sourceId')} />
          <EntrySelect kind="site" {...part('siteId')} />
        </SimpleGrid>
      )}
    </Stack>
  );
}
