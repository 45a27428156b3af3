import { Skeleton, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { roleOf, useMe } from '../app/session';

const TenantChoice = lazy(async () => ({ default: (await import('./TenantChoice')).TenantChoice }));

/** Pixels of the closed choice. */
const CHOICE_HEIGHT = 36;

/** The tenant that is looked at; for who may see several, a way to another. */
export function TenantSwitch({ tenant }: { tenant: string | null }) {
  const me = useMe();
  const { tenants } = me;
  if (roleOf(me) !== 'operator' && tenants.length < 2) {
    return (
      <Text size="sm" fw={600} truncate title={tenants[0]?.name}>
        {tenants[0]?.name}
      </Text>
    );
  }
  return (
    <Suspense fallback={<Skeleton height={CHOICE_HEIGHT} />}>
      <TenantChoice tenant={tenant} />
    </Suspense>
  );
}
