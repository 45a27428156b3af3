import { SkvozError } from '../domain/errors';
import { hashKey } from '../platform/hash';
import type { PasswordLinkDocument } from '../storage/password-links';
import type { TenantDocument } from '../storage/tenants';
import type { UserDocument } from '../storage/users';
import type { ApiDependencies } from './dependencies';

interface OpenedLink {
  readonly link: PasswordLinkDocument;
  readonly user: UserDocument;
  /** Null of an operator. */
  readonly tenant: TenantDocument | null;
}

/**
 * Whose password the link with this token changes.
 *
 * @throws SkvozError `password_link_invalid`, also where the access of the user was taken away since.
 */
export async function openPasswordLink(
  { storage }: Pick<ApiDependencies, 'storage'>,
  token: string,
): Promise<OpenedLink> {
  const link = await storage.passwordLinks.findByHash(hashKey(token), new Date());
  if (link === null) throw new SkvozError('password_link_invalid');
  const { tenantId, userId } = link;
  const user = await storage.users.get(tenantId, userId);
  if (user === null || user.disabledAt !== null) throw new SkvozError('password_link_invalid');
  const tenant = tenantId === null ? null : await storage.tenants.get(tenantId);
  // Of a tenant that is being deleted.
  if (tenantId !== null && tenant === null) throw new SkvozError('password_link_invalid');
  return { link, user, tenant };
}
