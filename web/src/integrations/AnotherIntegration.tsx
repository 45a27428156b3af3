import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { IntegrationCard } from '../api/integrations';
import type { Vendor } from '../api/vendors';
import { useMayChange } from '../app/session';

const VendorMenu = lazy(async () => ({ default: (await import('./VendorMenu')).VendorMenu }));

interface AnotherIntegrationProps {
  readonly cards: readonly IntegrationCard[];
  readonly vendors: readonly Vendor[];
}

/** For a chain of clinics or salons: each has an integration of its own. */
export function AnotherIntegration({ cards, vendors }: AnotherIntegrationProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const connected = vendors.filter(({ vendor }) => cards.some((card) => card.vendor === vendor));
  if (!mayChange || connected.length === 0) return null;
  const face = { label: t('integrations.another'), icon: <IconPlus size={16} aria-hidden /> };
  return (
    <Suspense
      fallback={
        <Button variant="default" leftSection={face.icon} disabled>
          {face.label}
        </Button>
      }
    >
      <VendorMenu vendors={connected} cards={cards} {...face} />
    </Suspense>
  );
}
