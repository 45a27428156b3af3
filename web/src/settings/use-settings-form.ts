import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  fetchIntegration,
  type Integration,
  type IntegrationKey,
  integrationQuery,
  integrationsKey,
  saveSettings,
} from '../api/integrations';
import { ApiProblem } from '../api/problem';
import type { Vendor } from '../api/vendors';
import { isAboutFields, isWithin } from '../components/field-problems';
import { sameValues, settingsOf, type Values, valuesOf } from './values';

interface Facts {
  readonly path: IntegrationKey;
  readonly vendor: Vendor;
  /** As the server has it now; null before the first save. */
  readonly integration: Integration | null;
}

export interface SettingsForm {
  readonly values: Values;
  readonly set: (path: string, value: unknown) => void;
  /** Something here is not saved. */
  readonly dirty: boolean;
  /** There is something to save: changes, or settings that were never saved. */
  readonly savable: boolean;
  /** Somebody else saved after this form was filled in, and it was changed here too. */
  readonly conflict: boolean;
  /** @throws ApiProblem which {@link error} then holds. */
  readonly save: () => Promise<Integration>;
  readonly saving: boolean;
  /** What was refused last, until it is saved again or every field it names was changed. */
  readonly error: unknown;
  /** Fields that were changed since. */
  readonly mended: readonly string[];
  /** Shows beside the fields what an answer to something else than a save says of them. */
  readonly refuse: (error: unknown) => void;
  /** Forgets what was changed here and shows what the server has. */
  readonly revert: () => void;
  /** Saves what was changed here over what somebody else saved. */
  readonly keepMine: () => void;
}

interface Refusal {
  readonly error: unknown;
  readonly mended: readonly string[];
}

function mend({ error, mended: before }: Refusal, path: string): Refusal | null {
  const mended = [...before, path];
  const isLeft = (field: string) => !mended.some((one) => isWithin(field, `settings.${one}`));
  if (isAboutFields(error) && !error.facts.fields.some((field) => isLeft(field.path))) return null;
  return { error, mended };
}

function isConflict(error: unknown): boolean {
  return error instanceof ApiProblem && error.facts.code === 'settings_conflict';
}

/** The settings of one integration while they are edited. */
export function useSettingsForm({ path, vendor, integration }: Facts): SettingsForm {
  const client = useQueryClient();
  const [base, setBase] = useState(integration);
  const [values, setValues] = useState(() => valuesOf(vendor, integration?.settings ?? null));
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const refuse = (error: unknown) => setRefusal({ error, mended: [] });
  const dirty = !sameValues(values, valuesOf(vendor, base?.settings ?? null));
  const newer = (integration?.version ?? 0) > (base?.version ?? 0);

  const show = (shown: Integration | null) => {
    setBase(shown);
    setValues(valuesOf(vendor, shown?.settings ?? null));
  };
  // What somebody else saved appears by itself where nothing of one's own would be lost.
  if (newer && !dirty) show(integration);

  const mutation = useMutation({
    mutationFn: (version: number) =>
      saveSettings(path, {
        settings: settingsOf(vendor, values, integration?.settings ?? null),
        version,
        ...(path.integration === vendor.vendor || base !== null ? {} : { vendor: vendor.vendor }),
      }),
    onMutate: () => setRefusal(null),
    onSuccess: async (saved) => {
      client.setQueryData(integrationQuery(path).queryKey, saved);
      show(saved);
      await client.invalidateQueries({ queryKey: integrationsKey(path.tenant) });
    },
    onError: async (error) => {
      if (isConflict(error)) {
        client.setQueryData(integrationQuery(path).queryKey, await fetchIntegration(path));
      } else refuse(error);
    },
  });

  return {
    values,
    set: (field, value) => {
      setValues((before) => ({ ...before, [field]: value }));
      setRefusal((before) => before && mend(before, field));
    },
    dirty,
    savable: dirty || base === null,
    conflict: newer && dirty,
    save: () => mutation.mutateAsync(base?.version ?? 0),
    saving: mutation.isPending,
    error: refusal?.error ?? null,
    mended: refusal?.mended ?? [],
    refuse,
    revert: () => {
      setRefusal(null);
      show(integration);
    },
    keepMine: () => mutation.mutate(integration?.version ?? 0),
  };
}
