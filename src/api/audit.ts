import type { FastifyRequest } from 'fastify';
import type { AuditAction, AuditChange } from '../domain/audit';
import { actorOf, ownTenantId } from './caller';
import type { ApiDependencies } from './dependencies';
import type { Api } from './route';

/** What a route that changes something is called in the audit log, or why its success is not written there. */
export type AuditRule = AuditAction | { readonly none: string };

/** What only the handler knows of what it did. */
export interface AuditNote {
  /** What it was done to. Without it: what the address names below the tenant. */
  readonly target?: string;
  /** Whose it is, where the address does not say. */
  readonly tenantId?: string | null;
  /** Never with secrets or with data of the tenant's customers. */
  readonly changes?: readonly AuditChange[];
  /** Nothing changed, so there is nothing to tell. */
  readonly nothingDone?: boolean;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route that is not a GET says one, and a GET that gives out what has to be accounted for. */
    audit?: AuditRule;
  }
  interface FastifyRequest {
    auditNote: AuditNote | null;
  }
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const FIRST_FAILURE = 400;

/** Adds to what the audit log will say of this request, if it succeeds. */
export function audited(request: FastifyRequest, note: AuditNote): void {
  request.auditNote = { ...request.auditNote, ...note };
}

/** When an entry of this moment goes. */
export function auditExpiry(at: Date, { retention }: Pick<ApiDependencies['config'], 'retention'>): Date {
  return new Date(at.getTime() + retention.auditDays * DAY_MS);
}

/**
 * Writes what succeeded to the audit log, before the answer is sent: who was told of a success finds it
 * there. Without the log the answer is a failure, and the request may be repeated.
 */
export function keepAudit(api: Api, { storage, config }: Pick<ApiDependencies, 'storage' | 'config'>): void {
  api.decorateRequest('auditNote', null);

  api.addHook('onSend', async (request, reply) => {
    const { audit: rule } = request.routeOptions.config;
    const { caller, auditNote } = request;
    const note: AuditNote = auditNote ?? {};
    if (rule === undefined || typeof rule !== 'string' || caller === null) return;
    if (reply.statusCode >= FIRST_FAILURE || note.nothingDone === true) return;
    const at = new Date();
    await storage.audit.append({
      at,
      actor: actorOf(caller),
      tenantId: note.tenantId === undefined ? (request.tenant?._id ?? ownTenantId(caller)) : note.tenantId,
      action: rule,
      target: note.target ?? targetOf(request.params),
      changes: note.changes ?? [],
      expiresAt: auditExpiry(at, config),
    });
  });
}

/** `medods/run-1` of `…/integrations/medods/runs/run-1`. */
function targetOf(params: unknown): string | null {
  if (typeof params !== 'object' || params === null) return null;
  const names = Object.entries(params).flatMap(([name, value]) => (name === 'tenant' ? [] : [String(value)]));
  return names.length === 0 ? null : names.join('/');
}
