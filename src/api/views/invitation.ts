import { z } from 'zod';
import { roles } from '../../domain/roles';
import type { InvitationDocument } from '../../storage/invitations';

export const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(roles),
  /** Null of an operator to be. */
  tenantId: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});

export function presentInvitation(invitation: InvitationDocument): z.infer<typeof invitationSchema> {
  return {
    id: invitation._id,
    email: invitation.email,
    role: invitation.role,
    tenantId: invitation.tenantId,
    createdAt: invitation.createdAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
  };
}
