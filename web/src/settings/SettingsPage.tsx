import { Alert, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconEye } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMayChange } from '../app/session';
import { ErrorState } from '../components/ErrorState';
import { isAboutFields } from '../components/field-problems';
import { useTexts } from '../components/problem-texts';
import { useDrawnFirst } from '../components/use-drawn-first';
import { GuidePanel } from '../guides/GuidePanel';
import { useIntegrationPage } from '../integrations/integration-context';
import { ActivationPanel } from './ActivationPanel';
import { AdvancedSection } from './AdvancedSection';
import { CheckPanel } from './CheckPanel';
import { FunnelMove } from './FunnelMove';
import { LeaveGuard } from './LeaveGuard';
import { SaveBar } from './SaveBar';
import { Section } from './Section';
import { SettingsFields } from './SettingsFields';
import classes from './SettingsPage.module.css';
import { SwitchedSection } from './SwitchedSection';
import { sectionsOf } from './sections';
import { type Activation, useActivation } from './use-activation';
import { type SettingsForm, useSettingsForm } from './use-settings-form';
import { useWrongFields } from './use-wrong-fields';
import { WebhookPanel } from './WebhookPanel';

/** Everything that can be set of an integration, with the vendor's own steps beside it. */
export function SettingsPage() {
  const { t } = useTranslation();
  const text = useTexts();
  const page = useIntegrationPage();
  const { vendor, integration } = page;
  const form = useSettingsForm(page);
  const disabled = !useMayChange();
  const activation = useActivation(form);
  const save = useSave(form, activation);
  const element = useFocusOnWrongField(form.error);
  const { access, leads, deals, advanced } = sectionsOf(vendor.fields);
  const shown = { form, disabled, wrong: useWrongFields(form, page, activation.isWanted) };
  const isWhole = useDrawnFirst();
  // What is still to be filled in is marked, and the switch that was pressed first says so.
  const error = activation.isWanted && isAboutFields(form.error) ? null : form.error;
  const canMoveFunnel = integration !== null && deals.some(({ path }) => path === 'deals.defaultFunnel');
  return (
    <div className={classes['columns']}>
      <form noValidate ref={element} onSubmit={save} className={classes['form']}>
        <LeaveGuard dirty={form.dirty} />
        <Stack gap="md">
          {disabled && <Alert icon={<IconEye aria-hidden />}>{t('settings.readOnly')}</Alert>}
          <ActivationPanel activation={activation} disabled={disabled} />
          {error !== null && <ErrorState error={error} />}
          <Section title={t('settings.access')}>
            <SettingsFields fields={access} {...shown} />
            {vendor.backfill && !disabled && <CheckPanel form={form} />}
            {!vendor.backfill && !disabled && (
              <Text size="xs" c="dimmed">
                {t('check.nothingToAsk', { vendor: text(vendor.title) })}
              </Text>
            )}
          </Section>
          {isWhole && (
            <>
              <SwitchedSection part="leads" fields={leads} {...shown} />
              <SwitchedSection part="deals" fields={deals} {...shown}>
                {canMoveFunnel && !disabled && <FunnelMove />}
              </SwitchedSection>
              {integration?.webhookUrl !== undefined && (
                <WebhookPanel url={integration.webhookUrl} disabled={disabled} />
              )}
              {vendor.webhooks && integration === null && (
                <Alert title={t('webhook.title')}>{t('webhook.afterSave')}</Alert>
              )}
              <AdvancedSection fields={advanced} {...shown} />
              {!disabled && <SaveBar form={form} activation={activation} />}
            </>
          )}
        </Stack>
      </form>
      <aside className={classes['guide']}>
        <GuidePanel vendor={vendor.vendor} />
      </aside>
    </div>
  );
}

/** The keyboard goes to the first field that was refused. */
function useFocusOnWrongField(error: unknown) {
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error !== null) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  return element;
}

function useSave(form: SettingsForm, activation: Activation): (event: React.FormEvent) => void {
  const { t } = useTranslation();
  return (event) => {
    event.preventDefault();
    const saved = activation.isWanted
      ? activation.switchOn().then(() => t('save.doneActivated'))
      : form.save().then(({ state }) => t(state === 'inactive' ? 'save.doneNowActivate' : 'save.done'));
    saved.then(
      (message) => notifications.show({ message }),
      // The page shows it, beside the fields it is about.
      () => undefined,
    );
  };
}
