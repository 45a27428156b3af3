import { z } from 'zod';
import type { IntegrationKey } from '../../src/domain/names';
import type { OperatorApi } from './operator-api';

/** Invented. */
export const SALON_TOKEN = 'bench-token-0001';
/** What `source` of a record is when it was booked in the online form. */
const ONLINE_SOURCE = '100';

/** A tenant that is connected with one salon. */
export interface ConnectedSalon {
  readonly key: IntegrationKey;
  readonly salonId: number;
  readonly salonLogin: string;
  /** Its last segment is a secret. */
  readonly webhookUrl: string;
}

const savedSchema = z.looseObject({ webhookUrl: z.url() });

/**
 * Makes a tenant and stores its integration with the salon, inactive. Records that do not tell where they
 * come from make no lead, so which records do cannot depend on the order of their events.
 */
export async function createSalon(
  api: OperatorApi,
  tenantId: string,
  salonId: number,
): Promise<ConnectedSalon> {
  const components = ['offline_leads_upload', 'end_to_end_analytics'];
  await api.call('POST', '/tenants', { id: tenantId, name: tenantId, timezone: 'Europe/Moscow', components });
  await api.call('POST', `/tenants/${tenantId}/campaigns`, { id: 'c1', name: 'Campaign' });
  const path = `/tenants/${tenantId}/integrations/profsalon`;
  const salonLogin = `salon_${salonId}`;
  const saved = await api.call('PUT', path, {
    settings: {
      token: SALON_TOKEN,
      salonId: String(salonId),
      salonLogin,
      leads: {
        enabled: true,
        fallback: { kind: 'campaign', campaignId: 'c1' },
        onlineSourceCodes: [ONLINE_SOURCE],
        treatUnknownAsOnline: false,
      },
      deals: { enabled: true },
    },
  });
  const { webhookUrl } = savedSchema.parse(saved);
  return { key: { tenantId, integrationId: 'profsalon' }, salonId, salonLogin, webhookUrl };
}

/** The same, and activates it. */
export async function connectSalon(
  api: OperatorApi,
  tenantId: string,
  salonId: number,
): Promise<ConnectedSalon> {
  const salon = await createSalon(api, tenantId, salonId);
  await api.call('POST', `/tenants/${tenantId}/integrations/${salon.key.integrationId}/activate`);
  return salon;
}
