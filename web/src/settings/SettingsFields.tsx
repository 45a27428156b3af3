import { Stack } from '@mantine/core';
import type { SettingsField } from '../api/vendors';
import type { FieldProblems } from '../components/field-problems';
import { useTexts } from '../components/problem-texts';
import { useIntegrationPage } from '../integrations/integration-context';
import { SettingControl } from './fields/SettingControl';
import { rulesAt } from './json-schema';
import type { SettingsForm } from './use-settings-form';

interface SettingsFieldsProps {
  readonly fields: readonly SettingsField[];
  readonly form: Pick<SettingsForm, 'values' | 'set'>;
  readonly wrong: FieldProblems;
  readonly disabled: boolean;
}

/** Some of a vendor's settings, one below the other. */
export function SettingsFields({ fields, form, wrong, disabled }: SettingsFieldsProps) {
  const text = useTexts();
  const { vendor, integration } = useIntegrationPage();
  return (
    <Stack gap="md">
      {fields.map((field) => (
        <SettingControl
          key={field.path}
          field={field}
          rules={rulesAt(vendor.settingsSchema, field.path)}
          label={text(field.label)}
          help={field.help && text(field.help)}
          value={form.values[field.path]}
          onChange={(value) => form.set(field.path, value)}
          error={wrong(field.path)}
          partError={(part) => wrong(`${field.path}.${part}`)}
          disabled={disabled}
          integration={integration}
        />
      ))}
    </Stack>
  );
}
