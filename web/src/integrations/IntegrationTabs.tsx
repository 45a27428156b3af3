import { useTranslation } from 'react-i18next';
import type { IntegrationKey } from '../api/integrations';
import type { Vendor } from '../api/vendors';
import { TabLink } from '../components/links';
import classes from './IntegrationTabs.module.css';

/** Ways between the pages of one integration: what the vendor does not do has no page. */
export function IntegrationTabs({ path, vendor }: { path: IntegrationKey; vendor: Vendor }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('tabs.label')} className={classes['tabs']}>
      <TabLink to="/t/$tenant/integrations/$integration/settings" params={path}>
        {t('tabs.settings')}
      </TabLink>
      {vendor.backfill && (
        <TabLink to="/t/$tenant/integrations/$integration/runs" params={path}>
          {t('tabs.runs')}
        </TabLink>
      )}
      {vendor.webhooks && (
        <TabLink to="/t/$tenant/integrations/$integration/events" params={path}>
          {t('tabs.events')}
        </TabLink>
      )}
    </nav>
  );
}
