import { IDENTITY, SECRET_KEY } from '../stand/clinic';

/** The product's API, called as its operator. Throws when it answers anything but 2xx. */
export class Api {
  constructor(
    private readonly origin: string,
    private readonly operatorKey: string,
  ) {}

  /** Makes a tenant and stores its integration with the clinic; nothing is asked of the clinic yet. */
  async createTenant(id: string, clinicHost: string): Promise<void> {
    const components = ['offline_leads_upload', 'end_to_end_analytics'];
    await this.call('POST', '/tenants', { id, name: id, timezone: 'Europe/Moscow', components });
    await this.call('POST', `/tenants/${id}/sites`, { id: 'site', domain: 'example.test', name: 'example' });
    await this.call('POST', `/tenants/${id}/campaigns`, { id: 'c1', name: 'Campaign', siteId: 'site' });
    await this.call('PUT', `/tenants/${id}/integrations/medods`, {
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

  /** Returns once the credentials were tried and the first pull was started. */
  async activate(id: string): Promise<void> {
    await this.call('POST', `/tenants/${id}/integrations/medods/activate`);
  }

  private async call(method: string, path: string, body?: unknown): Promise<void> {
    const response = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.operatorKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
  }
}
