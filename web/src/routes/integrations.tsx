import { SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cardsQuery } from '../api/integrations';
import { vendorsQuery } from '../api/vendors';
import { useTenant } from '../app/session';
import { ErrorState } from '../components/ErrorState';
import { LoadingState } from '../components/LoadingState';
import { PageHeader } from '../components/PageHeader';
import { AnotherIntegration } from '../integrations/AnotherIntegration';
import { IntegrationCard } from '../integrations/IntegrationCard';
import { VendorCard } from '../integrations/VendorCard';

export function IntegrationsPage() {
  const { t } = useTranslation();
  const { id } = useTenant();
  const vendors = useQuery(vendorsQuery);
  const cards = useQuery(cardsQuery(id));
  const failed = vendors.error ?? cards.error;
  return (
    <>
      <PageHeader
        title={t('navigation.integrations')}
        description={t('integrations.about')}
        actions={
          cards.data && vendors.data && <AnotherIntegration cards={cards.data} vendors={vendors.data} />
        }
      />
      {failed !== null && (cards.data === undefined || vendors.data === undefined) && (
        <ErrorState
          error={failed}
          onRetry={() => {
            void vendors.refetch();
            void cards.refetch();
          }}
        />
      )}
      {(cards.isPending || vendors.isPending) && <LoadingState lines={6} />}
      {cards.data && vendors.data && (
        <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
          {cards.data.map((card) => {
            const vendor = vendors.data.find((one) => one.vendor === card.vendor);
            return vendor && <IntegrationCard key={card.id} card={card} vendor={vendor} />;
          })}
          {vendors.data
            .filter(({ vendor }) => !cards.data.some((card) => card.vendor === vendor))
            .map((vendor) => (
              <VendorCard key={vendor.vendor} vendor={vendor} />
            ))}
        </SimpleGrid>
      )}
    </>
  );
}
