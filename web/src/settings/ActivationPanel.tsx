import { Alert, Card, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';
import { ErrorState } from '../components/ErrorState';
import { useTexts } from '../components/problem-texts';
import { useAdvice } from '../components/use-advice';
import { cardStateOf, failureOf } from '../integrations/card-state';
import { useIntegrationPage } from '../integrations/integration-context';
import { EntityResults } from './EntityResults';
import { PauseButton } from './PauseButton';
import type { Activation } from './use-activation';

interface ActivationPanelProps {
  readonly activation: Activation;
  readonly disabled: boolean;
}

/** Switches the integration on, once its credentials have proved to serve, and off. */
export function ActivationPanel({ activation, disabled }: ActivationPanelProps) {
  const { t } = useTranslation();
  const text = useTexts();
  const { vendor, integration } = useIntegrationPage();
  const { isOn, isWanted, turning, refused, switchOn, switchOff } = activation;
  const state = integration?.state ?? 'new';
  const advise = useAdvice();
  const describe = () => {
    // To read on would be to read what to press.
    if (disabled)
      return integration === null
        ? t('card.notConnected')
        : t(`integrationStates.${cardStateOf(integration)}`);
    if (turning === 'on') return t('activation.trying');
    if (isWanted) return t('activation.wanted');
    return state === 'failed' || state === 'validating'
      ? t(`activation.${state}`)
      : t(`activation.${state}${vendor.backfill ? 'Read' : 'Sender'}`);
  };
  // Another answer to the last press says more than the state.
  const failure =
    refused === null && turning === null && integration !== null ? failureOf(integration) : null;
  return (
    <Card withBorder padding="lg" component="section">
      <Stack gap="sm">
        <Switch
          size="md"
          label={t('activation.label')}
          description={describe()}
          checked={turning === null ? isOn || isWanted : turning === 'on'}
          disabled={disabled || turning !== null || state === 'validating'}
          onChange={(event) => {
            // The page shows what is answered.
            if (event.currentTarget.checked) switchOn().catch(() => undefined);
            else switchOff();
          }}
          styles={{ label: { fontWeight: 600 } }}
        />
        {!disabled && turning === null && <PauseButton />}
        {refused !== null && (
          <Stack gap="sm">
            <ErrorState error={refused} />
            {refused instanceof ApiProblem && <EntityResults entities={refused.facts.entities} />}
          </Stack>
        )}
        {failure !== null && (
          <Alert color="red" title={text(failure.message)}>
            <Text size="sm">{advise(text(failure.action))}</Text>
          </Alert>
        )}
      </Stack>
    </Card>
  );
}
