import { Checkbox, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Component } from '../../api/tenants';

const COMPONENTS: readonly Component[] = ['offline_leads_upload', 'end_to_end_analytics'];

interface ComponentChoiceProps {
  readonly value: readonly Component[];
  readonly onChange: (components: Component[]) => void;
  readonly disabled?: boolean;
}

/** What a tenant's plan includes. */
export function ComponentChoice({ value, onChange, disabled = false }: ComponentChoiceProps) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group
      label={t('tenants.components')}
      description={t('tenants.componentsHelp')}
      value={[...value]}
      onChange={(chosen) => onChange(COMPONENTS.filter((component) => chosen.includes(component)))}
    >
      <Stack gap="xs" mt={6}>
        {COMPONENTS.map((component) => (
          <Checkbox
            key={component}
            value={component}
            label={t(`components.${component}`)}
            disabled={disabled}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
