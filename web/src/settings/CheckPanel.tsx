import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type CheckResult, check, integrationsKey } from '../api/integrations';
import { ErrorState } from '../components/ErrorState';
import { isAboutFields } from '../components/field-problems';
import { useTexts } from '../components/problem-texts';
import { useIntegrationPage } from '../integrations/integration-context';
import { EntityResults } from './EntityResults';
import type { SettingsForm } from './use-settings-form';

/** Tries the credentials as they are saved; what is not saved yet is saved first. */
export function CheckPanel({ form }: { form: SettingsForm }) {
  const { t } = useTranslation();
  const { path, integration } = useIntegrationPage();
  const client = useQueryClient();
  const attempt = useMutation({
    mutationFn: async () => {
      const version = form.savable ? (await form.save()).version : integration?.version;
      return { version, result: await check(path) };
    },
    onError: (error) => {
      if (isAboutFields(error)) form.refuse(error);
    },
    // The vendor has told its choices, such as sources of bookings.
    onSuccess: () => client.invalidateQueries({ queryKey: integrationsKey(path.tenant) }),
  });
  // An answer about other settings than these would mislead.
  const isOfThese = attempt.isSuccess && !form.dirty && attempt.data.version === integration?.version;
  return (
    <Stack gap="sm">
      <Group>
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={18} aria-hidden />}
          loading={attempt.isPending}
          onClick={() => attempt.mutate()}
        >
          {form.savable ? t('check.saveAndTry') : t('check.try')}
        </Button>
        <Text size="xs" c="dimmed">
          {t('check.about')}
        </Text>
      </Group>
      {/* What the save refused, and what fields were, is shown where they are. */}
      {attempt.error !== null && attempt.error !== form.error && !isAboutFields(attempt.error) && (
        <ErrorState error={attempt.error} />
      )}
      {isOfThese && <Result {...attempt.data.result} />}
    </Stack>
  );
}

const WARNINGS = ['online_source_absent'] as const;

function Result({ ok, entities, warnings, error }: CheckResult) {
  const { t } = useTranslation();
  const text = useTexts();
  return (
    <Alert
      color={ok ? 'teal' : 'red'}
      icon={ok ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
      title={error === null ? t('check.ok') : text(error.message)}
    >
      <Stack gap="sm">
        {error !== null && <Text size="sm">{text(error.action)}</Text>}
        <EntityResults entities={entities} />
        {WARNINGS.filter((warning) => warnings.includes(warning)).map((warning) => (
          <Text key={warning} size="sm">
            {t(`check.warnings.${warning}`)}
          </Text>
        ))}
      </Stack>
    </Alert>
  );
}
