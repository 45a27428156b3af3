import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { IntegrationCard } from '../api/integrations';
import type { Vendor } from '../api/vendors';
import { useMayChange, useTenant } from '../app/session';
import { useTexts } from '../components/problem-texts';

interface AnotherIntegrationProps {
  readonly cards: readonly IntegrationCard[];
  readonly vendors: readonly Vendor[];
}

/** For a chain of clinics or salons: each has an integration of its own. */
export function AnotherIntegration({ cards, vendors }: AnotherIntegrationProps) {
  const { t } = useTranslation();
  const text = useTexts();
  const { id: tenant } = useTenant();
  const mayChange = useMayChange();
  const navigate = useNavigate();
  const connected = vendors.filter(({ vendor }) => cards.some((card) => card.vendor === vendor));
  if (!mayChange || connected.length === 0) return null;
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />}>
          {t('integrations.another')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {connected.map(({ vendor, title }) => (
          <Menu.Item
            key={vendor}
            onClick={() =>
              void navigate({
                to: '/t/$tenant/integrations/$integration/settings',
                params: { tenant, integration: freeId(vendor, cards) },
                search: { vendor },
              })
            }
          >
            {text(title)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The vendor's name with the first number that is free, beginning with 2. */
function freeId(vendor: string, cards: readonly IntegrationCard[]): string {
  for (let number = 2; ; number += 1) {
    const id = `${vendor}-${number}`;
    if (!cards.some((card) => card.id === id)) return id;
  }
}
