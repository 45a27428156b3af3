import { Accordion } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsField } from '../api/vendors';
import type { FieldProblems } from '../components/field-problems';
import { SettingsFields } from './SettingsFields';
import type { SettingsForm } from './use-settings-form';

interface AdvancedSectionProps {
  readonly fields: readonly SettingsField[];
  readonly form: SettingsForm;
  readonly wrong: FieldProblems;
  readonly disabled: boolean;
}

const ITEM = 'advanced';

/** What few ever touch; folded away, unless something in it is wrong. */
export function AdvancedSection({ fields, ...shown }: AdvancedSectionProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const [wasOpen, setWasOpen] = useState(false);
  const isWrong = fields.some(({ path }) => shown.wrong(path) !== null);
  const isOpen = isWrong || open === ITEM;
  if (isOpen && !wasOpen) setWasOpen(true);
  return (
    <Accordion variant="contained" value={isOpen ? ITEM : null} onChange={setOpen} order={2}>
      <Accordion.Item value={ITEM} bg="var(--mantine-color-body)">
        <Accordion.Control>{t('settings.advanced')}</Accordion.Control>
        <Accordion.Panel>
          {/* It costs time to draw, and few look at it. */}
          {wasOpen && <SettingsFields fields={fields} {...shown} />}
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
