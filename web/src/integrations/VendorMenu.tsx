import { Button, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { IntegrationCard } from '../api/integrations';
import type { Vendor } from '../api/vendors';
import { useTenant } from '../app/session';
import { useTexts } from '../components/problem-texts';

interface VendorMenuProps {
  readonly vendors: readonly Vendor[];
  readonly cards: readonly IntegrationCard[];
  readonly label: string;
  readonly icon: ReactNode;
}

/** Leads to the settings of one more integration with a vendor. */
export function VendorMenu({ vendors, cards, label, icon }: VendorMenuProps) {
  const text = useTexts();
  const { id: tenant } = useTenant();
  const navigate = useNavigate();
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" leftSection={icon}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {vendors.map(({ vendor, title }) => (
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
