import { z } from 'zod';
import type { ProfsalonControl } from '../../dev/simulators/profsalon/control-client';
import { createIdentifier } from '../../src/platform/hash';
import type { ListeningApi } from './listening-api';
import { SALON_TOKEN } from './salon';

/** A salon of the simulator that posts to the hook of a tenant of its own. */
export interface ConnectedSalon {
  readonly id: number;
  readonly login: string;
  readonly tenant: string;
  /** Of its integration, under the API's prefix. */
  readonly path: string;
  readonly webhookUrl: string;
  /** Saves the settings that it was connected with, changed by these. */
  save(settings: Record<string, unknown>): Promise<unknown>;
  act(action: string, body?: unknown): Promise<unknown>;
}

const savedSchema = z.looseObject({ webhookUrl: z.string() });
let salons = 0;

/** Connects it over the API as an operator would: a tenant, a campaign, settings, activation, the address handed over. */
export async function connectSalon(
  api: ListeningApi,
  simulator: ProfsalonControl,
  { settings = {}, activate = true }: { settings?: Record<string, unknown>; activate?: boolean } = {},
): Promise<ConnectedSalon> {
  const tenant = `t-${createIdentifier()}`;
  salons += 1;
  const id = 7_000 + salons;
  const login = `msc_salon_${id}`;
  const path = `/tenants/${tenant}/integrations/profsalon`;
  const save = (over: Record<string, unknown>) =>
    api.call('PUT', path, {
      settings: {
        token: SALON_TOKEN,
        salonId: String(id),
        salonLogin: login,
        leads: { enabled: true, fallback: { kind: 'campaign', campaignId: 'c1' } },
        deals: { enabled: true },
        ...over,
      },
    });
  const act = (action: string, body?: unknown) => api.call('POST', `${path}/${action}`, body);
  const components = ['offline_leads_upload', 'end_to_end_analytics'];
  await api.call('POST', '/tenants', { id: tenant, name: 'Салон', timezone: 'Europe/Moscow', components });
  await api.call('POST', `/tenants/${tenant}/campaigns`, { id: 'c1', name: 'Реклама' });
  const { webhookUrl } = savedSchema.parse(await save(settings));
  if (activate) await act('activate');
  await simulator.putSalon({
    salonId: id,
    salonLogin: login,
    token: SALON_TOKEN,
    webhookUrl,
    variant: 'v1',
    data: { records: 0 },
    delivery: { retries: 20 },
  });
  return { id, login, tenant, path, webhookUrl, save, act };
}
