import { z } from 'zod';
import { deliverySchema } from './delivery-options';
import { dataOptionsSchema } from './generator';
import { hookUrlSchema } from './loopback';
import { variantChoiceSchema } from './variants';

const settings = {
  salonLogin: z.string().regex(/^[a-z0-9_-]+$/, 'must be a login in lower case, such as msc_example_salon'),
  salonName: z.string().min(1),
  token: z.string().min(1),
  /** Null: nobody has registered a webhook yet, so nothing is posted. */
  webhookUrl: hookUrlSchema.nullable(),
  variant: variantChoiceSchema,
  delivery: deliverySchema,
  /** How far the salon's clock is ahead of UTC. */
  utcOffsetMinutes: z.int().min(-720).max(840),
};

const salonSettingsSchema = z.strictObject({
  ...settings,
  salonName: settings.salonName.default('Салон «Пример»'),
  webhookUrl: settings.webhookUrl.default(null),
  variant: settings.variant.default('v1'),
  delivery: settings.delivery.prefault({}),
  utcOffsetMinutes: settings.utcOffsetMinutes.default(180),
});
export type SalonSettings = z.infer<typeof salonSettingsSchema>;

/** Some of the settings, to change a salon that exists without touching its records. */
export const salonChangeSchema = z.strictObject(settings).partial();
export type SalonChange = z.infer<typeof salonChangeSchema>;

export const salonIdSchema = z.int().positive();

export const salonDefinitionSchema = salonSettingsSchema.extend({
  salonId: salonIdSchema,
  data: dataOptionsSchema.prefault({}),
});
export type SalonDefinition = z.infer<typeof salonDefinitionSchema>;
