/** What the audit log calls each thing that was done; the cabinet has a text for each. */
export const auditActions = [
  'tenant.created',
  'tenant.components_set',
  'tenant.deleted',
  'key.created',
  'key.removed',
  'site.created',
  'site.changed',
  'campaign.created',
  'campaign.changed',
  'source.created',
  'source.changed',
  'integration.settings_saved',
  'integration.activated',
  'integration.deactivated',
  'integration.paused',
  'integration.resumed',
  'integration.hook_rotated',
  'integration.test_event_sent',
  'integration.funnel_moved',
  'run.started',
  'run.cancelled',
  'event.replayed',
  'event.revealed',
  'person.erased',
  'leads.exported',
  'deals.exported',
  'contacts.exported',
  'user.signed_in',
  'user.sign_in_failed',
  'user.signed_out',
  'user.joined',
  'user.invited',
  'user.invitation_withdrawn',
  'user.changed',
  'user.password_link_made',
  'user.password_reset',
  'user.removed',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Who can do things: a person in the cabinet, the operator's key, a key of a tenant, or nobody knows who. */
export const auditActorKinds = ['user', 'operator_key', 'tenant_key', 'unknown'] as const;

export interface AuditActor {
  readonly kind: (typeof auditActorKinds)[number];
  /** Of the user or the tenant's key; the operator's key has none, nor has who is not known. */
  readonly id: string | null;
  readonly name: string | null;
  /** Of the user, who may share a name with another. */
  readonly email?: string;
}

type AuditValue = string | number | boolean | null;

/** One field before and after. A list stands as its JSON; a field that was not there is `null`. */
export interface AuditChange {
  /** In dots, e.g. `leads.fallback.campaignId`. */
  readonly field: string;
  readonly from: AuditValue;
  readonly to: AuditValue;
}

/** Of a secret nothing but this is said. */
export function changedSecret(field: string): AuditChange {
  return { field, from: null, to: 'changed' };
}

/** How often something was done within one entry of the log, the first time included. */
export function countedAttempts(attempts: number): readonly [AuditChange] {
  return [{ field: 'attempts', from: null, to: attempts }];
}

/** The fields that differ between two states of a thing, both as JSON; `null` for one that was not there. */
export function changedFields(before: unknown, after: unknown): AuditChange[] {
  const was = new Map(leaves(before, ''));
  const is = new Map(leaves(after, ''));
  const fields = [...new Set([...was.keys(), ...is.keys()])].sort();
  return fields.flatMap((field) => {
    const from = was.get(field) ?? null;
    const to = is.get(field) ?? null;
    return from === to ? [] : [{ field, from, to }];
  });
}

function leaves(value: unknown, prefix: string): [string, AuditValue][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]): [string, AuditValue][] => {
    const field = `${prefix}${name}`;
    if (inner === undefined || inner === null) return [[field, null]];
    if (typeof inner === 'string' || typeof inner === 'number' || typeof inner === 'boolean') {
      return [[field, inner]];
    }
    if (typeof inner === 'object' && !Array.isArray(inner)) return leaves(inner, `${field}.`);
    return [[field, JSON.stringify(inner)]];
  });
}
