import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IntegrationCard as CardFacts } from '../api/integrations';
import type { Vendor } from '../api/vendors';
import { useTenant } from '../app/session';
import { AnchorLink } from '../components/links';
import { useTexts } from '../components/problem-texts';
import { StateBadge } from '../components/StateBadge';
import { CardFigures } from './CardFigures';
import { CardWarning } from './CardWarning';
import { cardStateOf, toneOf } from './card-state';

/** A connected vendor at a glance. */
export function IntegrationCard({ card, vendor }: { card: CardFacts; vendor: Vendor }) {
  const { t } = useTranslation();
  const text = useTexts();
  const { id: tenant, timezone } = useTenant();
  const state = cardStateOf(card);
  const path = { tenant, integration: card.id };
  return (
    <Card withBorder padding="lg" component="article">
      <Stack gap="md" h="100%">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div>
            <Title order={2} size="h4">
              <AnchorLink to="/t/$tenant/integrations/$integration" params={path} c="inherit" inherit>
                {text(vendor.title)}
              </AnchorLink>
            </Title>
            {card.id !== card.vendor && (
              <Text size="xs" c="dimmed">
                {card.id}
              </Text>
            )}
          </div>
          <StateBadge tone={toneOf(state)}>{t(`integrationStates.${state}`)}</StateBadge>
        </Group>
        <CardFigures card={card} vendor={vendor} timeZone={timezone} />
        <CardWarning card={card} vendor={vendor} path={path} />
        <Group gap="lg" mt="auto">
          <AnchorLink to="/t/$tenant/integrations/$integration/settings" params={path} size="sm">
            {t('tabs.settings')}
          </AnchorLink>
          {vendor.backfill && (
            <AnchorLink to="/t/$tenant/integrations/$integration/runs" params={path} size="sm">
              {t('tabs.runs')}
            </AnchorLink>
          )}
          {vendor.webhooks && (
            <AnchorLink to="/t/$tenant/integrations/$integration/events" params={path} size="sm">
              {t('tabs.events')}
            </AnchorLink>
          )}
        </Group>
      </Stack>
    </Card>
  );
}
