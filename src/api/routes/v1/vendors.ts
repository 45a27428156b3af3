import { z } from 'zod';
import { components, componentTitles, vendorNames } from '../../../domain/names';
import { settingsControls, vendorRegistry } from '../../../vendors/registry';
import { textsSchema } from '../../problem';
import type { Route } from '../../route';

const vendorSchema = z.object({
  vendor: z.enum(vendorNames),
  title: textsSchema,
  backfill: z.boolean(),
  webhooks: z.boolean(),
  secretNames: z.array(z.string()),
  fields: z.array(
    z.object({
      path: z.string(),
      control: z.enum(settingsControls),
      label: textsSchema,
      help: textsSchema.optional(),
      optionsKey: z.string().optional(),
      choices: z.array(z.object({ value: z.string(), label: textsSchema })).optional(),
      required: z.boolean(),
    }),
  ),
  /** What Skvoz calls its funnel and stages; other names are the vendor's own, in one language. */
  funnelNames: z.object({
    funnel: textsSchema,
    stages: z.array(z.object({ key: z.string(), name: textsSchema })),
  }),
  components: z.array(z.object({ path: z.string(), component: z.enum(components), title: textsSchema })),
  /** JSON Schema of `settings` without the secrets. */
  settingsSchema: z.record(z.string(), z.unknown()),
});

/** What the settings need when everything is switched on. */
const needs = [
  { path: 'leads.enabled', component: 'offline_leads_upload' },
  { path: 'deals.enabled', component: 'end_to_end_analytics' },
] as const;

function presentVendors(): z.infer<typeof vendorSchema>[] {
  return vendorNames.map((name) => {
    const { vendor, title, backfill, webhooks, secretNames, fields, funnelNames, schema } =
      vendorRegistry[name];
    return {
      vendor,
      title,
      backfill,
      webhooks,
      secretNames: [...secretNames],
      fields: fields.map((field) => ({ ...field, choices: field.choices?.map((choice) => ({ ...choice })) })),
      funnelNames: {
        funnel: funnelNames.funnel,
        stages: Object.entries(funnelNames.stages).map(([key, stageName]) => ({ key, name: stageName })),
      },
      components: needs.map((need) => ({ ...need, title: componentTitles[need.component] })),
      settingsSchema: z.record(z.string(), z.unknown()).parse(z.toJSONSchema(schema, { io: 'input' })),
    };
  });
}

export const vendors: Route = (api) => {
  const items = presentVendors();
  api.get(
    '/api/v1/vendors',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['integrations'],
        summary: 'Vendors with their settings, texts and the components they need',
        response: { 200: z.object({ items: z.array(vendorSchema) }) },
      },
    },
    async () => ({ items }),
  );
};
