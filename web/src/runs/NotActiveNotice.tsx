import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconPlugOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMayChange } from '../app/session';
import { ButtonLink } from '../components/links';
import { useAdvice } from '../components/use-advice';
import { useIntegrationPage } from '../integrations/integration-context';

/** Why nothing can be loaded now, and the way to where that changes. */
export function NotActiveNotice() {
  const { t } = useTranslation();
  const { path } = useIntegrationPage();
  const mayChange = useMayChange();
  const advise = useAdvice();
  return (
    <Alert color="gray" icon={<IconPlugOff aria-hidden />} title={t('runs.notActive.title')}>
      <Stack gap="xs">
        <Text size="sm">
          {t('runs.notActive.text')} {advise(t('runs.notActive.press'))}
        </Text>
        {mayChange && (
          <Group>
            <ButtonLink
              to="/t/$tenant/integrations/$integration/settings"
              params={path}
              size="xs"
              variant="default"
            >
              {t('card.openSettings')}
            </ButtonLink>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
