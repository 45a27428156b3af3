import { hash } from 'node:crypto';

/** Of 6 bits each: enough that no two facts ever share one. */
const ID_LENGTH = 22;
/** A fact's id is asked for several times while the fact is written, and few are written at a time. */
const IDS_KEPT = 5000;
const ids = new Map<string, string>();

/**
 * A stable id of a vendor fact: the same tenant, integration and external id always give the same one,
 * so writing a fact twice meets itself on `_id`.
 */
export function recordId(kind: string, tenantId: string, integrationId: string, externalId: string): string {
  const fact = `${kind}/${tenantId}/${integrationId}/${externalId}`;
  const known = ids.get(fact);
  if (known !== undefined) return known;
  const digest = hash('sha256', JSON.stringify([kind, tenantId, integrationId, externalId]), 'base64url');
  const id = `${kind}_${digest.slice(0, ID_LENGTH)}`;
  if (ids.size >= IDS_KEPT) ids.clear();
  ids.set(fact, id);
  return id;
}
