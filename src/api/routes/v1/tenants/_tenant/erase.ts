import { z } from 'zod';
import { toE164 } from '../../../../../domain/phone';
import type { ErasedPerson } from '../../../../../storage/erasure';
import { tenantParams } from '../../../../identifiers';
import { invalidField } from '../../../../invalid-request';
import type { Route } from '../../../../route';

const personSchema = z.union(
  [
    z.strictObject({ phone: z.string().trim().min(1).max(50) }),
    z.strictObject({ email: z.email().max(320) }),
  ],
  'give either phone or email',
);

const count = z.int();
const reportSchema = z.object({
  contacts: count,
  leads: count,
  deals: count,
  observations: count,
  rawCopies: count,
});

function erased(asked: z.infer<typeof personSchema>): ErasedPerson {
  if ('email' in asked) return { kind: 'email', email: asked.email };
  const phone = toE164(asked.phone);
  if (phone === null) throw invalidField('phone', 'invalid_format', 'is not a phone number');
  return { kind: 'phone', phone };
}

export const erase: Route = (api, { storage, log }) => {
  api.post(
    '/api/v1/tenants/:tenant/erase',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['data'],
        summary: 'Erases everybody who has this phone or e-mail; their deals stay, without a person',
        params: tenantParams,
        body: personSchema,
        response: { 200: reportSchema },
      },
    },
    async ({ params, body }) => {
      const report = await storage.erasure.erase(params.tenant, erased(body), new Date());
      log.info({ tenantId: params.tenant, ...report }, 'person erased');
      return report;
    },
  );
};
