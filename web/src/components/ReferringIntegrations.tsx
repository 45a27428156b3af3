import { Group } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../api/problem';
import { useIntegrationNames } from '../routes/raw/names';
import { ButtonLink } from './links';

/** Ways to the integrations that stand in the way of what was refused. */
export function ReferringIntegrations({ problem }: { problem: ApiProblem }) {
  const { tenant } = useParams({ strict: false });
  const { integrations } = problem.facts;
  if (tenant === undefined || integrations.length === 0) return null;
  return <Ways tenant={tenant} integrations={integrations} />;
}

function Ways({ tenant, integrations }: { tenant: string; integrations: readonly string[] }) {
  const { t } = useTranslation();
  const names = useIntegrationNames(tenant);
  return (
    <Group gap="xs">
      {integrations.map((integration) => (
        <ButtonLink
          key={integration}
          size="xs"
          variant="default"
          to="/t/$tenant/integrations/$integration/settings"
          params={{ tenant, integration }}
        >
          {t('problems.openSettings', { integration: names.of(integration) })}
        </ButtonLink>
      ))}
    </Group>
  );
}
