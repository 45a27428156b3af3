import { Alert, Card, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { activate, deactivate, integrationQuery, integrationsKey } from '../api/integrations';
import { ApiProblem } from '../api/problem';
import { ErrorState } from '../components/ErrorState';
import { isAboutFields } from '../components/field-problems';
import { useTexts } from '../components/problem-texts';
import { failureOf } from '../integrations/card-state';
import { useIntegrationPage } from '../integrations/integration-context';
import { EntityResults } from './EntityResults';
import type { SettingsForm } from './use-settings-form';

interface ActivationPanelProps {
  readonly form: SettingsForm;
  readonly disabled: boolean;
}

/** Switches the integration on, once its credentials have proved to serve, and off. */
export function ActivationPanel({ form, disabled }: ActivationPanelProps) {
  const { t } = useTranslation();
  const text = useTexts();
  const { path, vendor, integration } = useIntegrationPage();
  const client = useQueryClient();
  const state = integration?.state ?? 'new';
  const turn = useMutation({
    mutationFn: async (on: boolean) => {
      if (!on) return await deactivate(path);
      if (form.savable) await form.save();
      return await activate(path);
    },
    onSuccess: (changed) => client.setQueryData(integrationQuery(path).queryKey, changed),
    onError: (error) => {
      if (isAboutFields(error)) form.refuse(error);
    },
    onSettled: () => client.invalidateQueries({ queryKey: integrationsKey(path.tenant) }),
  });
  const isOn = state === 'active' || state === 'paused' || state === 'validating';
  const isTrying = state === 'validating' || (turn.isPending && turn.variables);
  // What the save refused, and what fields were, is shown where they are; another answer to the last press
  // says more than the state.
  const isShown = turn.error === form.error || isAboutFields(turn.error);
  const refused = isShown ? null : turn.error;
  const failure = refused === null && !turn.isPending && integration !== null ? failureOf(integration) : null;
  return (
    <Card withBorder padding="lg" component="section">
      <Stack gap="sm">
        <Switch
          size="md"
          label={t('activation.label')}
          description={
            isTrying
              ? t('activation.trying')
              : state === 'active' || state === 'inactive' || state === 'new'
                ? t(`activation.${state}${vendor.backfill ? 'Read' : 'Sender'}`)
                : t(`activation.${state}`)
          }
          checked={turn.isPending ? turn.variables : isOn}
          disabled={disabled || turn.isPending || state === 'validating'}
          onChange={(event) => turn.mutate(event.currentTarget.checked)}
          styles={{ label: { fontWeight: 600 } }}
        />
        {refused !== null && (
          <Stack gap="sm">
            <ErrorState error={refused} />
            {refused instanceof ApiProblem && <EntityResults entities={refused.facts.entities} />}
          </Stack>
        )}
        {failure !== null && (
          <Alert color="red" title={text(failure.message)}>
            <Text size="sm">{text(failure.action)}</Text>
          </Alert>
        )}
      </Stack>
    </Card>
  );
}
