import { z } from 'zod';
import { changedFields } from '../../../../../domain/audit';
import { toE164 } from '../../../../../domain/phone';
import type { ErasedPerson } from '../../../../../storage/erasure';
import { audited } from '../../../../audit';
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
  deliveries: count,
});

const DAY_MS = 24 * 60 * 60 * 1000;

function erased(asked: z.infer<typeof personSchema>): ErasedPerson {
  if ('email' in asked) return { kind: 'email', email: asked.email };
  const phone = toE164(asked.phone);
  if (phone === null)
    throw invalidField('phone', 'invalid_format', {
      ru: 'это не номер телефона',
      en: 'is not a phone number',
    });
  return { kind: 'phone', phone };
}

export const erase: Route = (api, { storage, keyring, config, log }) => {
  api.post(
    '/api/v1/tenants/:tenant/erase',
    {
      config: { access: 'tenant', audit: 'person.erased' },
      schema: {
        tags: ['data'],
        summary: 'Erases everybody who has this phone or e-mail; their deals stay, without a person',
        params: tenantParams,
        body: personSchema,
        response: { 200: reportSchema },
      },
    },
    async (request) => {
      const { params, body } = request;
      const now = new Date();
      const deliveriesUntil = new Date(now.getTime() + config.retention.inboxDays * DAY_MS);
      const options = { keyring, now, deliveriesUntil };
      const report = await storage.erasure.erase(params.tenant, erased(body), options);
      log.info({ tenantId: params.tenant, ...report }, 'person erased');
      audited(request, { changes: changedFields(null, report) });
      return report;
    },
  );
};
