import { z } from 'zod';
import { roles } from '../../domain/roles';
import type { UserDocument } from '../../storage/users';

export const userSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  /** Null of an operator. */
  tenantId: z.string().nullable(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable(),
  /** Set: signs in no more. */
  disabledAt: z.iso.datetime().nullable(),
});

export function presentUser(user: UserDocument): z.infer<typeof userSchema> {
  return {
    id: user._id,
    email: user.email,
    name: user.name,
    role: user.role,
    tenantId: user.tenantId,
    createdAt: user.createdAt.toISOString(),
    lastSeenAt: user.lastSeenAt?.toISOString() ?? null,
    disabledAt: user.disabledAt?.toISOString() ?? null,
  };
}
