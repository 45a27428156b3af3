import { z } from 'zod';

/** An id that a caller may choose. */
export const chosenId = z.string().regex(/^[a-z0-9-]{1,64}$/, 'must be 1–64 of a–z, 0–9 and -');

const addressId = z.string().min(1).max(200);

export const tenantParams = z.object({ tenant: addressId });
export const integrationParams = z.object({ tenant: addressId, integration: addressId });
export const runParams = z.object({ tenant: addressId, integration: addressId, run: addressId });
export const eventParams = z.object({ tenant: addressId, integration: addressId, event: addressId });
export const leadParams = z.object({ tenant: addressId, lead: addressId });
export const entryParams = z.object({ tenant: addressId, id: addressId });
export const userParams = z.object({ user: addressId });
export const invitationParams = z.object({ invitation: addressId });
export const keyParams = z.object({ tenant: addressId, key: addressId });

/** A name that people read. */
export const nameSchema = z.string().trim().min(1).max(200);

/** An e-mail, in lower case as it is kept. */
export const emailSchema = z.string().trim().toLowerCase().max(320).pipe(z.email());
