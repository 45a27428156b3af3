import { z } from 'zod';
import { dataOptionsSchema } from './data-options';
import { entities, entitySchema } from './rows';

/** A host name without a port, lower case: clinics are told apart by the `Host` header. */
export const hostSchema = z
  .string()
  .regex(/^[a-z0-9.-]+$/, 'must be a host name in lower case without a port, such as beta45.medods.ru');

const settings = {
  identity: z.string().min(1),
  secretKey: z.string().min(1),
  /** The entities that the API client may see; the others answer 403. */
  role: z.array(entitySchema),
  /** Which form of the `Authorization` header is taken: `Bearer <token>`, the bare token, or both. */
  authorization: z.enum(['both', 'bearer', 'bare']),
  /** How far the clinic's clock is ahead of this machine's. */
  clockOffsetSeconds: z.int(),
};

const clinicSettingsSchema = z.strictObject({
  ...settings,
  role: settings.role.default([...entities]),
  authorization: settings.authorization.default('both'),
  clockOffsetSeconds: settings.clockOffsetSeconds.default(0),
});
export type ClinicSettings = z.infer<typeof clinicSettingsSchema>;

/** Some of the settings, to change a clinic that exists without touching its rows. */
export const clinicChangeSchema = z.strictObject(settings).partial();
export type ClinicChange = z.infer<typeof clinicChangeSchema>;

export const clinicDefinitionSchema = clinicSettingsSchema.extend({
  host: hostSchema,
  data: dataOptionsSchema.prefault({}),
});
export type ClinicDefinition = z.infer<typeof clinicDefinitionSchema>;
