import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Vendor } from '../api/vendors';
import { useMayChange, useTenant } from '../app/session';
import { ButtonLink } from '../components/links';
import { useTexts } from '../components/problem-texts';
import { StateBadge } from '../components/StateBadge';

/** A vendor that is not connected yet. */
export function VendorCard({ vendor }: { vendor: Vendor }) {
  const { t } = useTranslation();
  const text = useTexts();
  const { id: tenant } = useTenant();
  const mayChange = useMayChange();
  return (
    <Card withBorder padding="lg" component="article">
      <Stack gap="md" h="100%">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <Title order={2} size="h4">
            {text(vendor.title)}
          </Title>
          <StateBadge tone="neutral">{t('card.notConnected')}</StateBadge>
        </Group>
        <Text size="sm" c="dimmed">
          {vendor.webhooks ? t('card.aboutSender') : t('card.aboutRead')}
        </Text>
        <Group mt="auto">
          {mayChange ? (
            <ButtonLink
              to="/t/$tenant/integrations/$integration/settings"
              params={{ tenant, integration: vendor.vendor }}
              variant="light"
            >
              {t('card.connect')}
            </ButtonLink>
          ) : (
            <Text size="sm">{t('card.askAdmin')}</Text>
          )}
        </Group>
      </Stack>
    </Card>
  );
}
