import { IDENTITY, SECRET_KEY } from '../stand/clinic';
import type { OperatorApi } from '../stand/operator-api';

/** Makes a tenant and stores its integration with the clinic; nothing is asked of the clinic yet. */
export async function createTenant(api: OperatorApi, id: string, clinicHost: string): Promise<void> {
  const components = ['offline_leads_upload', 'end_to_end_analytics'];
  await api.call('POST', '/tenants', { id, name: id, timezone: 'Europe/Moscow', components });
  await api.call('POST', `/tenants/${id}/sites`, { id: 'site', domain: 'example.test', name: 'example' });
  await api.call('POST', `/tenants/${id}/campaigns`, { id: 'c1', name: 'Campaign', siteId: 'site' });
  await api.call('PUT', `/tenants/${id}/integrations/medods`, {
    settings: {
      uid: `https://${clinicHost}/`,
      identity: IDENTITY,
      secretKey: SECRET_KEY,
      leads: {
        enabled: true,
        onlineSourceIds: [14],
        fallback: { kind: 'campaign', campaignId: 'c1' },
      },
      deals: { enabled: true },
    },
  });
}
