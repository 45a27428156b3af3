import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { integrationQuery } from '../api/integrations';
import { vendorsQuery } from '../api/vendors';
import { ErrorState } from '../components/ErrorState';
import { LoadingState } from '../components/LoadingState';
import { AnchorLink } from '../components/links';
import { NotFound } from '../components/NotFound';
import { PageHeader } from '../components/PageHeader';
import { useTexts } from '../components/problem-texts';
import { StateBadge } from '../components/StateBadge';
import { cardStateOf, toneOf } from '../integrations/card-state';
import { IntegrationTabs } from '../integrations/IntegrationTabs';
import { IntegrationContext, type IntegrationPage as Page } from '../integrations/integration-context';

const FROM = '/signed-in/t/$tenant/integrations/$integration';

/** The head and the tabs of one integration; what is below the tabs is a page of its own. */
export function IntegrationPage() {
  const path = useParams({ from: FROM });
  const search = useSearch({ from: FROM });
  const vendors = useQuery(vendorsQuery);
  const found = useQuery(integrationQuery(path));
  const error = vendors.error ?? found.error;
  if (vendors.data !== undefined && found.data !== undefined) {
    const name = found.data?.vendor ?? search.vendor ?? path.integration;
    const vendor = vendors.data.find((one) => one.vendor === name);
    return vendor === undefined ? (
      <NotFound />
    ) : (
      <Loaded path={path} vendor={vendor} integration={found.data} />
    );
  }
  if (error !== null) return <ErrorState error={error} onRetry={() => void found.refetch()} />;
  return <LoadingState lines={8} />;
}

function Loaded(page: Page) {
  const { t } = useTranslation();
  const text = useTexts();
  const { path, vendor, integration } = page;
  const state = integration === null ? null : cardStateOf(integration);
  return (
    <IntegrationContext value={page}>
      <PageHeader
        back={
          <AnchorLink to="/t/$tenant/integrations" params={path} size="sm">
            {t('integrations.back')}
          </AnchorLink>
        }
        title={
          path.integration === vendor.vendor
            ? text(vendor.title)
            : `${text(vendor.title)} · ${path.integration}`
        }
        aside={
          state === null ? (
            <StateBadge tone="neutral">{t('card.notConnected')}</StateBadge>
          ) : (
            <StateBadge tone={toneOf(state)}>{t(`integrationStates.${state}`)}</StateBadge>
          )
        }
      />
      {integration !== null && <IntegrationTabs path={path} vendor={vendor} />}
      <Outlet key={path.integration} />
    </IntegrationContext>
  );
}
