import type { FastifyRequest } from 'fastify';
import { SkvozError } from '../domain/errors';
import { equalSecrets, hashKey } from '../platform/hash';
import type { KeyDocument } from '../storage/keys';
import type { TenantDocument } from '../storage/tenants';
import type { ApiDependencies } from './dependencies';
import type { Api } from './route';

/**
 * Who may call a route. `tenant` is the tenant that the address names (any tenant where it names none),
 * or the operator.
 */
export type Access = 'public' | 'operator' | 'tenant';

type Caller = { readonly kind: 'operator' } | { readonly kind: 'tenant'; readonly tenantId: string };

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** For the one route that goes on deleting a tenant that is deleted already. */
    deletedTenantToo?: boolean;
  }
  interface FastifyRequest {
    /** Of the tenant in the address; see {@link tenantOf}. */
    tenant: TenantDocument | null;
  }
}

const KEY_KEPT_MS = 5_000;
const KEYS_KEPT = 10_000;

/**
 * The tenant of the address, which the access check has found.
 *
 * @throws SkvozError `not_found` where the address names none.
 */
export function tenantOf(request: Pick<FastifyRequest, 'tenant'>): TenantDocument {
  if (request.tenant === null) throw new SkvozError('not_found');
  return request.tenant;
}

/** Checks the caller of every route before anything else; a route that does not say who may call it is refused. */
export function guard(api: Api, dependencies: ApiDependencies): void {
  const { storage } = dependencies;
  const identify = callers(dependencies);
  api.decorateRequest('tenant', null);

  api.addHook('onRoute', ({ config, url }) => {
    if (config?.access === undefined) throw new Error(`the route ${url} does not say who may call it`);
  });

  api.addHook('onRequest', async (request) => {
    const { access, deletedTenantToo = false } = request.routeOptions.config;
    // Without one it is the answer to an unknown address.
    if (access === undefined || access === 'public') return;
    const caller = await identify(request.headers.authorization);
    const tenantId = tenantIdOf(request.params);
    if (
      caller.kind === 'tenant' &&
      (access === 'operator' || (tenantId ?? caller.tenantId) !== caller.tenantId)
    ) {
      throw new SkvozError('forbidden');
    }
    if (tenantId === null || deletedTenantToo) return;
    request.tenant = await storage.tenants.get(tenantId);
    // Keys of a tenant that is being deleted stop working at once.
    if (request.tenant === null)
      throw new SkvozError(caller.kind === 'tenant' ? 'unauthorized' : 'not_found');
  });
}

function tenantIdOf(params: unknown): string | null {
  if (typeof params !== 'object' || params === null || !('tenant' in params)) return null;
  return typeof params.tenant === 'string' ? params.tenant : null;
}

/** Finds who a key belongs to; a tenant's key is looked up at most every 5 seconds. */
function callers({ config, storage }: ApiDependencies): (header: string | undefined) => Promise<Caller> {
  const known = new Map<string, { readonly key: KeyDocument; readonly at: number }>();

  const findKey = async (hash: string): Promise<KeyDocument> => {
    const kept = known.get(hash);
    if (kept !== undefined && performance.now() - kept.at < KEY_KEPT_MS) return kept.key;
    known.delete(hash);
    const key = await storage.keys.findByHash(hash);
    if (key === null) throw new SkvozError('unauthorized');
    if (known.size >= KEYS_KEPT) known.clear();
    known.set(hash, { key, at: performance.now() });
    return key;
  };

  return async (header) => {
    const [, secret] = /^Bearer +(\S+) *$/i.exec(header ?? '') ?? [];
    if (secret === undefined) throw new SkvozError('unauthorized');
    if (equalSecrets(secret, config.operatorKey.reveal())) return { kind: 'operator' };
    const { tenantId } = await findKey(hashKey(secret));
    return { kind: 'tenant', tenantId };
  };
}
