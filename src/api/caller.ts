import type { FastifyRequest } from 'fastify';
import type { AuditActor } from '../domain/audit';
import { SkvozError } from '../domain/errors';
import type { Role } from '../domain/roles';
import type { KeyDocument } from '../storage/keys';
import type { SessionDocument } from '../storage/sessions';
import type { UserDocument } from '../storage/users';

/** Who makes a request: a program with a key, or a person who is signed in. */
export type Caller =
  | { readonly kind: 'operator_key' }
  | { readonly kind: 'tenant_key'; readonly key: KeyDocument }
  | { readonly kind: 'user'; readonly user: UserDocument; readonly session: SessionDocument };

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where nobody was asked for; see {@link callerOf}. */
    caller: Caller | null;
  }
}

/**
 * Who makes this request.
 *
 * @throws SkvozError `unauthorized` where the route is public and nobody has signed in.
 */
export function callerOf({ caller }: Pick<FastifyRequest, 'caller'>): Caller {
  if (caller === null) throw new SkvozError('unauthorized');
  return caller;
}

/**
 * The person who makes this request.
 *
 * @throws SkvozError `forbidden` for a program.
 */
export function userOf(request: Pick<FastifyRequest, 'caller'>): Extract<Caller, { kind: 'user' }> {
  const caller = callerOf(request);
  if (caller.kind !== 'user') throw new SkvozError('forbidden');
  return caller;
}

/** A tenant's key may do what its administrator may. */
export function roleOf(caller: Caller): Role {
  switch (caller.kind) {
    case 'operator_key':
      return 'operator';
    case 'tenant_key':
      return 'admin';
    case 'user':
      return caller.user.role;
  }
}

/** The one tenant that the caller belongs to; null of an operator. */
export function ownTenantId(caller: Caller): string | null {
  switch (caller.kind) {
    case 'operator_key':
      return null;
    case 'tenant_key':
      return caller.key.tenantId;
    case 'user':
      return caller.user.tenantId;
  }
}

export function actorOf(caller: Caller): AuditActor {
  switch (caller.kind) {
    case 'operator_key':
      return { kind: 'operator_key', id: null, name: null };
    case 'tenant_key':
      return { kind: 'tenant_key', id: caller.key._id, name: caller.key.name };
    case 'user':
      return { kind: 'user', id: caller.user._id, name: caller.user.name, email: caller.user.email };
  }
}
