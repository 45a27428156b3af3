import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsField } from '../api/vendors';
import { useTenant } from '../app/session';
import type { FieldProblems } from '../components/field-problems';
import { useIntegrationPage } from '../integrations/integration-context';
import { ComponentNotice } from './ComponentNotice';
import { Section } from './Section';
import { SettingsFields } from './SettingsFields';
import type { SettingsForm } from './use-settings-form';

interface SwitchedSectionProps {
  /** What is switched; the section's fields lie below `<part>.`. */
  readonly part: 'leads' | 'deals';
  readonly fields: readonly SettingsField[];
  readonly form: SettingsForm;
  readonly wrong: FieldProblems;
  readonly disabled: boolean;
  /** Deeds that belong to this part. */
  readonly children?: ReactNode;
}

/** Leads or deals: a switch, the component it needs, and what is to be set once it is on. */
export function SwitchedSection({ part, fields, form, wrong, disabled, children }: SwitchedSectionProps) {
  const { t } = useTranslation();
  const { vendor } = useIntegrationPage();
  const { components } = useTenant();
  const path = `${part}.enabled`;
  const isOn = form.values[path] === true;
  const need = vendor.components.find((one) => one.path === path);
  const isMissing = need !== undefined && !components.includes(need.component);
  const shown = { form, wrong };
  return (
    <Section title={t(`settings.${part}`)}>
      <SettingsFields
        fields={fields.filter((field) => field.path === path)}
        disabled={disabled || (isMissing && !isOn)}
        {...shown}
      />
      {need !== undefined && <ComponentNotice need={need} />}
      {isOn && (
        <SettingsFields
          fields={fields.filter((field) => field.path !== path)}
          disabled={disabled}
          {...shown}
        />
      )}
      {children}
    </Section>
  );
}
