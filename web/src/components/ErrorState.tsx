import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';
import { NoPermission } from './NoPermission';
import { useProblemTexts } from './problem-texts';
import { ReferringIntegrations } from './ReferringIntegrations';

/** What went wrong, what to press, and a way to try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const { title, action } = useProblemTexts(error);
  if (error instanceof ApiProblem && error.facts.status === 403) return <NoPermission />;
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={title} role="alert">
      <Stack gap="sm">
        <Text size="sm">{action}</Text>
        {error instanceof ApiProblem && <ReferringIntegrations problem={error} />}
        {onRetry !== undefined && (
          <Group>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={onRetry}
            >
              {t('actions.retry')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
