import { z } from 'zod';
import type { MedodsControl } from '../../dev/simulators/medods/control-client';
import type { DataOptions } from '../../dev/simulators/medods/data-options';
import type { IntegrationKey } from '../../src/domain/names';
import { createIdentifier } from '../../src/platform/hash';
import { IDENTITY, SECRET_KEY } from './clinic';

const runsSchema = z.object({
  items: z.array(z.object({ id: z.string(), state: z.string(), endedAt: z.string().nullable() })),
});

/** Calls the HTTP API of a running process as the operator. */
export class ApiCaller {
  constructor(
    readonly origin: string,
    private readonly operatorKey: string,
  ) {}

  /** @throws Error with status and body unless the answer is 2xx. */
  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.operatorKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  /** Newest first. */
  async runs({ tenantId, integrationId }: IntegrationKey): Promise<z.infer<typeof runsSchema>['items']> {
    const path = `/tenants/${tenantId}/integrations/${integrationId}/runs`;
    return runsSchema.parse(await this.call('GET', path)).items;
  }

  /** Makes a tenant with a clinic of its own in the simulator, and saves the settings of Medods. */
  async connectClinic(
    medods: MedodsControl,
    data: Partial<DataOptions>,
  ): Promise<{ readonly key: IntegrationKey; readonly host: string }> {
    const tenantId = `t-${createIdentifier()}`;
    const host = `${tenantId}.medods.ru`;
    await medods.putClinic({ host, identity: IDENTITY, secretKey: SECRET_KEY, data });
    const components = ['offline_leads_upload', 'end_to_end_analytics'];
    await this.call('POST', '/tenants', { id: tenantId, name: 'Клиника', components });
    await this.call('POST', `/tenants/${tenantId}/campaigns`, { id: 'c1', name: 'Поиск' });
    await this.call('PUT', `/tenants/${tenantId}/integrations/medods`, {
      settings: {
        uid: `https://${host}/`,
        identity: IDENTITY,
        secretKey: SECRET_KEY,
        leads: { enabled: true, onlineSourceIds: [14], fallback: { kind: 'campaign', campaignId: 'c1' } },
        deals: { enabled: true },
      },
    });
    return { key: { tenantId, integrationId: 'medods' }, host };
  }
}
