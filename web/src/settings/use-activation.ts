import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { activate, deactivate, integrationQuery, integrationsKey } from '../api/integrations';
import { ApiProblem } from '../api/problem';
import { isAboutFields } from '../components/field-problems';
import { useIntegrationPage } from '../integrations/integration-context';
import type { SettingsForm } from './use-settings-form';

/** Switching an integration on and off from the page of its settings. */
export interface Activation {
  readonly isOn: boolean;
  /** It was to be switched on, but the settings could not be saved yet: saving them switches it on. */
  readonly isWanted: boolean;
  /** Which way it is being switched now; null while it is not. */
  readonly turning: 'on' | 'off' | null;
  /** What the last switching was answered, unless the form shows it beside its fields. */
  readonly refused: Error | null;
  /** Saves what is not saved and switches on. @throws what was answered instead */
  readonly switchOn: () => Promise<unknown>;
  readonly switchOff: () => void;
}

/** Filling the form in or settling a conflict mends these, and then the wish still holds. */
function isOfTheForm(error: Error): boolean {
  return isAboutFields(error) || (error instanceof ApiProblem && error.facts.code === 'settings_conflict');
}

export function useActivation(form: SettingsForm): Activation {
  const { path, integration } = useIntegrationPage();
  const client = useQueryClient();
  const [wish, setWish] = useState(false);
  const state = integration?.state;
  const isOn = state === 'active' || state === 'paused' || state === 'validating';
  const isWanted = wish && !isOn;
  const turn = useMutation({
    mutationFn: async (on: boolean) => {
      if (!on) return await deactivate(path);
      setWish(true);
      if (form.savable) await form.save();
      return await activate(path);
    },
    onSuccess: (changed) => {
      setWish(false);
      client.setQueryData(integrationQuery(path).queryKey, changed);
    },
    onError: (error) => {
      if (!isOfTheForm(error)) setWish(false);
      if (isAboutFields(error)) form.refuse(error);
    },
    onSettled: () => client.invalidateQueries({ queryKey: integrationsKey(path.tenant) }),
  });
  const isShownByForm = turn.error === form.error || isAboutFields(turn.error);
  return {
    isOn,
    isWanted,
    turning: turn.isPending ? (turn.variables ? 'on' : 'off') : null,
    refused: isShownByForm ? null : turn.error,
    switchOn: () => turn.mutateAsync(true),
    switchOff: () => {
      if (isWanted) setWish(false);
      else turn.mutate(false);
    },
  };
}
