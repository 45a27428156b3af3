import { z } from 'zod';
import { ProfsalonControl } from '../../dev/simulators/profsalon/control-client';
import { startProfsalonSimulator } from '../../dev/simulators/profsalon/simulator';
import type { Component, IntegrationKey } from '../../src/domain/names';
import type { Role } from '../../src/domain/roles';
import { createIdentifier } from '../../src/platform/hash';
import { IDENTITY, SECRET_KEY } from './clinic';
import { type ListeningApi, listenApi } from './listening-api';
import { SALON_TOKEN } from './salon';
import { type SystemOptions, startSystem, type TestSystem } from './system';
import { waitFor } from './wait-for';

const PASSWORD = 'лошадь батарея скрепка';
const EVERYTHING: readonly Component[] = ['offline_leads_upload', 'end_to_end_analytics'];

const integrationSchema = z.object({
  webhookUrl: z.url().optional(),
  health: z.object({ lastSuccessAt: z.string().nullable() }),
});

/** Somebody who has accepted their invitation. */
export interface Person {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  /** The token in the cookie of a session of theirs. */
  readonly session: string;
}

/** A salon of the simulator whose bookings go to the integration `profsalon` of a tenant. */
export interface BookingSalon {
  readonly salonId: number;
  readonly salonLogin: string;
  readonly token: string;
}

/** A whole Skvoz with its API listening, both vendors played, and people who can sign in. */
export interface Cabinet {
  readonly system: TestSystem;
  readonly api: ListeningApi;
  readonly profsalon: ProfsalonControl;
  /** Makes a tenant with a campaign `c1`, a source `s1` and a site `w1`. @returns its id. */
  tenant(components?: readonly Component[]): Promise<string>;
  /** Invites somebody, who accepts; an operator belongs to no tenant. */
  person(role: Role, tenantId?: string): Promise<Person>;
  /** A clinic in the simulator under this host, with the credentials of the tests. */
  clinic(tenantId: string, appointments: number): Promise<string>;
  /** Connects the clinic of a tenant over the API, and waits until its first pull has ended well. */
  connectClinic(tenantId: string, appointments: number): Promise<IntegrationKey>;
  /** A salon in the simulator that posts to nobody yet. */
  salon(): Promise<BookingSalon>;
  /** Connects a salon over the API, and has the simulator post to its hook. */
  connectSalon(tenantId: string): Promise<BookingSalon>;
  stop(): Promise<void>;
}

let salons = 0;

export async function startCabinet(options: SystemOptions = {}): Promise<Cabinet> {
  const system = await startSystem(options);
  const api = await listenApi(system);
  const simulator = await startProfsalonSimulator();
  const profsalon = new ProfsalonControl(simulator.origin);

  const tenant = async (components = EVERYTHING): Promise<string> => {
    const id = `t-${createIdentifier()}`;
    await api.call('POST', '/tenants', {
      id,
      name: 'Клиника «Пример»',
      timezone: 'Europe/Moscow',
      components,
    });
    await api.call('POST', `/tenants/${id}/sites`, { id: 'w1', domain: 'clinic.example', name: 'Сайт' });
    await api.call('POST', `/tenants/${id}/campaigns`, { id: 'c1', name: 'Поиск Яндекса', siteId: 'w1' });
    const source = { id: 's1', name: 'Прямые заходы', channel: 'direct' };
    await api.call('POST', `/tenants/${id}/sources`, source);
    return id;
  };

  const person = async (role: Role, tenantId?: string): Promise<Person> => {
    const email = `${createIdentifier()}@skvoz.example`;
    const name = 'Анна Примерова';
    const invited = await api.call('POST', '/invitations', {
      email,
      role,
      ...(tenantId === undefined ? {} : { tenantId }),
    });
    const token = new URL(z.object({ url: z.url() }).parse(invited).url).hash.slice(1);
    const accepted = await fetch(`${api.origin}/api/v1/invitations/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, name, password: PASSWORD }),
    });
    const session = /skvoz_session=([^;]+)/.exec(accepted.headers.get('set-cookie') ?? '')?.[1];
    if (session === undefined) throw new Error(`the invitation was answered ${accepted.status}`);
    return { email, name, password: PASSWORD, session };
  };

  const clinic = async (tenantId: string, appointments: number): Promise<string> => {
    const host = `${tenantId}.medods.ru`;
    const data = { appointments, daysBack: 20, daysAhead: 20, shareWithOrders: 0.4 };
    await system.medods.putClinic({ host, identity: IDENTITY, secretKey: SECRET_KEY, data });
    return host;
  };

  const integration = async (tenantId: string, name: string) =>
    integrationSchema.parse(await api.call('GET', `/tenants/${tenantId}/integrations/${name}`));

  const salon = async (): Promise<BookingSalon> => {
    salons += 1;
    const made = { salonId: 7_000 + salons, salonLogin: `msc_salon_${salons}`, token: SALON_TOKEN };
    await profsalon.putSalon({ ...made, data: { records: 0 } });
    return made;
  };

  return {
    system,
    api,
    profsalon,
    tenant,
    person,
    clinic,
    salon,
    connectClinic: async (tenantId, appointments) => {
      const host = await clinic(tenantId, appointments);
      const path = `/tenants/${tenantId}/integrations/medods`;
      await api.call('PUT', path, {
        settings: {
          uid: `https://${host}/`,
          identity: IDENTITY,
          secretKey: SECRET_KEY,
          leads: { enabled: true, onlineSourceIds: [14], fallback: { kind: 'campaign', campaignId: 'c1' } },
          deals: { enabled: true },
        },
      });
      await api.call('POST', `${path}/activate`);
      await waitFor('the first pull to end well', async () => {
        const { health } = await integration(tenantId, 'medods');
        return health.lastSuccessAt !== null;
      });
      return { tenantId, integrationId: 'medods' };
    },
    connectSalon: async (tenantId) => {
      const made = await salon();
      const path = `/tenants/${tenantId}/integrations/profsalon`;
      const { token, salonId, salonLogin } = made;
      await api.call('PUT', path, {
        settings: {
          token,
          salonId: String(salonId),
          salonLogin,
          leads: { enabled: true, fallback: { kind: 'source', sourceId: 's1', siteId: 'w1' } },
          deals: { enabled: true },
        },
      });
      await api.call('POST', `${path}/activate`);
      const { webhookUrl = null } = await integration(tenantId, 'profsalon');
      await profsalon.changeSalon(salonId, { webhookUrl });
      return made;
    },
    stop: async () => {
      await simulator.stop();
      await api.close();
      await system.stop();
    },
  };
}
