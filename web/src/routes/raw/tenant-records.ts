import { useTenant } from '../../app/session';
import { useIntegrationNames, useRecordNames } from './names';
import { useColumnContext } from './record-columns';

/** What pages of raw data know of their tenant: names of what rows refer to, and what cells are written with. */
export function useTenantRecords() {
  const { id: tenant, timezone: timeZone } = useTenant();
  const names = useRecordNames(tenant);
  const integrations = useIntegrationNames(tenant);
  const context = useColumnContext(timeZone, integrations.of);
  return { tenant, timeZone, names, integrations, context };
}
