import { hash } from 'node:crypto';

/** Of 6 bits each: enough that no two facts ever share one. */
const ID_LENGTH = 22;

/**
 * A stable id of a vendor fact: the same tenant, integration and external id always give the same one,
 * so writing a fact twice meets itself on `_id`.
 */
export function recordId(kind: string, tenantId: string, integrationId: string, externalId: string): string {
  const digest = hash('sha256', JSON.stringify([kind, tenantId, integrationId, externalId]), 'base64url');
  return `${kind}_${digest.slice(0, ID_LENGTH)}`;
}
