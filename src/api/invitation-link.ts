import { SkvozError } from '../domain/errors';
import { hashKey } from '../platform/hash';
import type { InvitationDocument } from '../storage/invitations';
import type { TenantDocument } from '../storage/tenants';
import type { ApiDependencies } from './dependencies';

/**
 * The invitation behind a link, and the tenant it is to.
 *
 * @throws SkvozError `invitation_invalid`
 */
export async function openInvitation(
  { storage }: Pick<ApiDependencies, 'storage'>,
  token: string,
): Promise<{ readonly invitation: InvitationDocument; readonly tenant: TenantDocument | null }> {
  const invitation = await storage.invitations.findByHash(hashKey(token), new Date());
  if (invitation === null) throw new SkvozError('invitation_invalid');
  const { tenantId } = invitation;
  const tenant = tenantId === null ? null : await storage.tenants.get(tenantId);
  // Of a tenant that is being deleted.
  if (tenantId !== null && tenant === null) throw new SkvozError('invitation_invalid');
  return { invitation, tenant };
}
