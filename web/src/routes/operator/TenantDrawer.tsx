import { Drawer, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change';
import { meQuery } from '../../api/session';
import { type Component, setComponents, tenantsQuery } from '../../api/tenants';
import { browserZone } from '../../app/browser-zone';
import { AnchorLink } from '../../components/links';
import { absoluteTime } from '../../components/moments';
import { useNotifyProblem } from '../../components/notify';
import { currentLanguage } from '../../i18n/language';
import { ComponentChoice } from './ComponentChoice';
import { DeleteTenant } from './DeleteTenant';
import { TenantKeys } from './TenantKeys';

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly components: readonly Component[];
  readonly createdAt: string;
}

interface TenantDrawerProps {
  readonly tenant: Shown | null;
  readonly onClose: () => void;
}

/** What the operator sets for a tenant. */
export function TenantDrawer({ tenant, onClose }: TenantDrawerProps) {
  return (
    <Drawer opened={tenant !== null} onClose={onClose} position="right" size="lg" title={tenant?.name}>
      {tenant !== null && <TenantDetails tenant={tenant} onDeleted={onClose} />}
    </Drawer>
  );
}

function TenantDetails({ tenant, onDeleted }: { tenant: Shown; onDeleted: () => void }) {
  const { t } = useTranslation();
  const notifyProblem = useNotifyProblem();
  const { id, name, components, createdAt } = tenant;
  const change = useChange(
    (chosen: Component[]) => setComponents(id, chosen),
    [tenantsQuery.queryKey, meQuery.queryKey],
  );
  return (
    <Stack gap="xl">
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('tenants.createdAt', { at: absoluteTime(new Date(createdAt), currentLanguage(), browserZone) })}
        </Text>
        <AnchorLink size="sm" to="/t/$tenant/integrations" params={{ tenant: id }}>
          {t('tenants.open')}
        </AnchorLink>
      </Group>
      <ComponentChoice
        value={change.isPending ? change.variables : components}
        onChange={(chosen) => change.mutate(chosen, { onError: notifyProblem })}
        disabled={change.isPending}
      />
      <TenantKeys tenant={id} />
      <DeleteTenant id={id} name={name} onDeleted={onDeleted} />
    </Stack>
  );
}
