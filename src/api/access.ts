import type { FastifyRequest } from 'fastify';
import { SkvozError } from '../domain/errors';
import { equalSecrets, hashKey } from '../platform/hash';
import type { KeyDocument } from '../storage/keys';
import type { TenantScope } from '../storage/tenant-scope';
import type { TenantDocument } from '../storage/tenants';
import { type Caller, callerOf, ownTenantId, roleOf } from './caller';
import type { ApiDependencies } from './dependencies';
import type { Api } from './route';
import { isSafe, originOf } from './same-origin';
import { findSession, SESSION_COOKIE } from './session';

/**
 * Who may call a route; an operator may call all of them.
 *
 * - `public`: everybody.
 * - `user`: everybody who is signed in or has a key.
 * - `tenant`: the tenant that the address names (any tenant where it names none): GET for all of its
 *   people, everything else for its administrators and its keys.
 * - `tenant_admin`: the tenant's administrators and its keys alone, GET too.
 * - `operator`: operators alone.
 */
export type Access = 'public' | 'user' | 'tenant' | 'tenant_admin' | 'operator';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** For the one route that goes on deleting a tenant that is deleted already. */
    deletedTenantToo?: boolean;
  }
  interface FastifyRequest {
    /** Of the tenant in the address, or else of the caller's; see {@link tenantOf}. */
    tenant: TenantDocument | null;
  }
}

const KEY_KEPT_MS = 5_000;
const KEYS_KEPT = 10_000;

/**
 * The tenant of the address, which the access check has found; where the address names none, the caller's.
 *
 * @throws SkvozError `not_found` for an operator where the address names none.
 */
export function tenantOf(request: Pick<FastifyRequest, 'tenant'>): TenantDocument {
  if (request.tenant === null) throw new SkvozError('not_found');
  return request.tenant;
}

/**
 * Whose users, invitations and audit a caller asks for.
 *
 * @param asked the tenant that the query names; without it an operator means all.
 * @throws SkvozError `forbidden` for another tenant than the caller's own.
 */
export function scopeOf(request: Pick<FastifyRequest, 'caller'>, asked?: string): TenantScope {
  const own = ownTenantId(callerOf(request));
  if (own === null) return asked ?? null;
  if (asked !== undefined && asked !== own) throw new SkvozError('forbidden');
  return own;
}

/** Checks the caller of every route before anything else; a route that does not say who may call it is refused. */
export function guard(api: Api, dependencies: ApiDependencies): void {
  const { storage, config } = dependencies;
  const identify = callers(dependencies);
  api.decorateRequest('tenant', null);
  api.decorateRequest('caller', null);

  api.addHook('onRoute', ({ config: route, url }) => {
    if (route?.access === undefined) throw new Error(`the route ${url} does not say who may call it`);
  });

  api.addHook('onRequest', async (request) => {
    const { access, deletedTenantToo = false } = request.routeOptions.config;
    // Without one it is the answer to an unknown address.
    if (access === undefined || access === 'public') return;
    const caller = await identify(request);
    if (caller.kind === 'user' && !isSafe(request.method) && originOf(request, config.publicUrl) !== 'own') {
      throw new SkvozError('origin_refused');
    }
    const own = ownTenantId(caller);
    const named = tenantIdOf(request.params);
    if (!isAllowed(access, caller, request.method) || (own !== null && named !== null && named !== own)) {
      throw new SkvozError('forbidden');
    }
    request.caller = caller;
    const tenantId = named ?? own;
    if (tenantId === null || deletedTenantToo) return;
    request.tenant = await storage.tenants.get(tenantId);
    // Keys and sessions of a tenant that is being deleted stop working at once.
    if (request.tenant === null) throw new SkvozError(own === null ? 'not_found' : 'unauthorized');
  });
}

function isAllowed(access: Exclude<Access, 'public'>, caller: Caller, method: string): boolean {
  const role = roleOf(caller);
  switch (access) {
    case 'user':
      return true;
    case 'tenant':
      return role !== 'analyst' || isSafe(method);
    case 'tenant_admin':
      return role !== 'analyst';
    case 'operator':
      return role === 'operator';
  }
}

function tenantIdOf(params: unknown): string | null {
  if (typeof params !== 'object' || params === null || !('tenant' in params)) return null;
  return typeof params.tenant === 'string' ? params.tenant : null;
}

/** Finds who a key or a cookie belongs to; a tenant's key is looked up at most every 5 seconds. */
function callers(dependencies: ApiDependencies): (request: FastifyRequest) => Promise<Caller> {
  const { config, storage } = dependencies;
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

  return async ({ headers, cookies }) => {
    const cookie = cookies[SESSION_COOKIE];
    if (headers.authorization === undefined && cookie !== undefined) return findSession(dependencies, cookie);
    const [, secret] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
    if (secret === undefined) throw new SkvozError('unauthorized');
    if (equalSecrets(secret, config.operatorKey.reveal())) return { kind: 'operator_key' };
    return { kind: 'tenant_key', key: await findKey(hashKey(secret)) };
  };
}
