import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { demoClinic, openClinic, unconnectedClinic } from './demo-clinic';
import { invitePeople } from './demo-people';
import { demoSalon, openSalon, unconnectedSalon } from './demo-salon';
import { unconnectedCredentials } from './demo-unconnected';
import { MedodsControl } from './simulators/medods/control-client';
import { ProfsalonControl } from './simulators/profsalon/control-client';

const TENANT = 'demo';
/** Records that the salon posts at the first start, as if they had just been made. */
const SALON_RECORDS = 30;
const FIRST_LIMIT_MILLISECONDS = 4 * 60_000;
const SALON_DEAL = 'deals?integration=profsalon&limit=1';

const environment = z
  .object({
    SKVOZ_PUBLIC_URL: z.url(),
    SKVOZ_OPERATOR_KEY: z.string(),
    SKVOZ_DATA_DIR: z.string(),
    SKVOZ_MEDODS_ORIGIN: z.url(),
    PROFSALON_SIMULATOR_ORIGIN: z.url(),
    SKVOZ_PORT: z.string(),
  })
  .parse(process.env);

const medods = new MedodsControl(environment.SKVOZ_MEDODS_ORIGIN);
const profsalon = new ProfsalonControl(environment.PROFSALON_SIMULATOR_ORIGIN);

/** Calls the API as the operator. Accepts a conflict where the thing may be there from the last start. */
async function call(
  method: string,
  path: string,
  body?: unknown,
  accepted: readonly number[] = [],
): Promise<unknown> {
  const response = await fetch(`${environment.SKVOZ_PUBLIC_URL}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${environment.SKVOZ_OPERATOR_KEY}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok && !accepted.includes(response.status)) {
    throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
  }
  return text === '' ? null : JSON.parse(text);
}

async function readIfThere(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** The tenant's key is shown once by the API, so the demo keeps it for the next start. */
async function tenantKey(): Promise<string> {
  const path = join(environment.SKVOZ_DATA_DIR, 'demo-key');
  const kept = await readIfThere(path);
  if (kept !== '') return kept;
  const { key } = z
    .object({ key: z.string() })
    .parse(await call('POST', `/tenants/${TENANT}/keys`, { name: 'demo' }));
  await writeFile(path, key, { mode: 0o600 });
  return key;
}

/** Null before the first start; what was changed since stays as it was left. */
async function findIntegration(path: string): Promise<{ webhookUrl?: string | undefined } | null> {
  const found = z
    .looseObject({ state: z.string().optional(), webhookUrl: z.string().optional() })
    .parse(await call('GET', path, undefined, [404]));
  return found.state === undefined ? null : found;
}

async function connectClinic(): Promise<void> {
  const integration = `/tenants/${TENANT}/integrations/medods`;
  if ((await findIntegration(integration)) !== null) return;
  await call('PUT', integration, {
    settings: {
      uid: `https://${demoClinic.host}/`,
      identity: demoClinic.identity,
      secretKey: demoClinic.secretKey,
      leads: {
        enabled: true,
        onlineSourceIds: [14],
        fallback: { kind: 'campaign', campaignId: 'yandex-search' },
      },
      deals: { enabled: true },
    },
  });
  await call('POST', `${integration}/activate`);
  const run = z.object({ endedAt: z.string().nullable() });
  await untilListed(`${integration}/runs?limit=1`, run, ({ endedAt }) => endedAt !== null);
}

/** The salon posts to this machine's own door; at the first start also all that it has. */
async function connectSalon(): Promise<void> {
  const integration = `/tenants/${TENANT}/integrations/profsalon`;
  const isFirst = (await findIntegration(integration)) === null;
  if (isFirst) {
    await call('PUT', integration, {
      settings: {
        token: demoSalon.token,
        salonId: String(demoSalon.salonId),
        salonLogin: demoSalon.salonLogin,
        leads: { enabled: true, fallback: { kind: 'source', sourceId: 'direct', siteId: 'salon-site' } },
        deals: { enabled: true, defaultFunnel: true },
      },
    });
    await call('POST', `${integration}/activate`);
  }
  const { webhookUrl } = z.looseObject({ webhookUrl: z.url() }).parse(await call('GET', integration));
  await openSalon(profsalon, demoSalon, ownDoor(webhookUrl), isFirst ? SALON_RECORDS : 0);
  if (isFirst) await untilListed(`/tenants/${TENANT}/${SALON_DEAL}`, z.object({}), () => true);
}

/** The simulators post to this machine only, whatever address the API is known by. */
function ownDoor(webhookUrl: string): string {
  return `http://127.0.0.1:${environment.SKVOZ_PORT}${new URL(webhookUrl).pathname}`;
}

/** Where the salon that was left to be connected posts, if somebody has connected it since. */
async function webhookUrlOfUnconnected(): Promise<string | null> {
  const path = `/tenants/${TENANT}/integrations`;
  const { items } = z
    .object({ items: z.array(z.object({ id: z.string(), vendor: z.string() })) })
    .parse(await call('GET', path));
  for (const { id } of items.filter(({ vendor }) => vendor === 'profsalon')) {
    const { settings, webhookUrl } = z
      .looseObject({ settings: z.looseObject({ salonId: z.string() }), webhookUrl: z.url() })
      .parse(await call('GET', `${path}/${id}`));
    if (settings.salonId === String(unconnectedSalon.salonId)) return ownDoor(webhookUrl);
  }
  return null;
}

/** Waits until a list of the API has what is wanted of one of its items, so that what is printed finds it. */
async function untilListed<Item>(path: string, item: z.ZodType<Item>, isWanted: (one: Item) => boolean) {
  const schema = z.object({ items: z.array(item) });
  const deadline = Date.now() + FIRST_LIMIT_MILLISECONDS;
  while (Date.now() < deadline) {
    const { items } = schema.parse(await call('GET', path));
    if (items.some(isWanted)) return;
    await delay(300);
  }
  throw new Error(`what the demo waits for was not in ${path} in time; see the log of the worker`);
}

async function main(): Promise<void> {
  await openClinic(medods, demoClinic);
  await openClinic(medods, unconnectedClinic);
  const conflict = [409];
  const tenant = { id: TENANT, name: 'Клиника и салон «Пример»', timezone: 'Europe/Moscow' };
  const components = ['offline_leads_upload', 'end_to_end_analytics'];
  await call('POST', '/tenants', { ...tenant, components }, conflict);
  const own = `/tenants/${TENANT}`;
  for (const [id, domain, name] of [
    ['clinic-site', 'clinic.example', 'Сайт клиники'],
    ['salon-site', 'salon.example', 'Сайт салона'],
  ]) {
    await call('POST', `${own}/sites`, { id, domain, name }, conflict);
  }
  for (const [id, name] of [
    ['yandex-search', 'Яндекс Директ, поиск'],
    ['vk-ads', 'VK Реклама'],
  ]) {
    await call('POST', `${own}/campaigns`, { id, name, siteId: 'clinic-site' }, conflict);
  }
  await call('POST', `${own}/sources`, { id: 'direct', name: 'Прямые заходы', channel: 'direct' }, conflict);
  const key = await tenantKey();
  const signIn = await invitePeople(call, TENANT, environment.SKVOZ_DATA_DIR);
  await connectClinic();
  await connectSalon();
  await openSalon(profsalon, unconnectedSalon, await webhookUrlOfUnconnected());
  const get = (query: string) =>
    `curl -H "Authorization: Bearer ${key}" "${environment.SKVOZ_PUBLIC_URL}/api/v1/tenants/${TENANT}/${query}"`;
  const commands = [get('leads?limit=3'), get(SALON_DEAL)];
  const unconnected = unconnectedCredentials(environment.PROFSALON_SIMULATOR_ORIGIN);
  process.stdout.write(`${JSON.stringify({ tenant: TENANT, key, signIn, commands, unconnected })}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `The demo was not set up: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
