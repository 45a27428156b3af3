import { z } from 'zod';
import type { ContactDocument } from '../../storage/contacts';

export const contactSchema = z.object({
  id: z.string(),
  integration: z.string(),
  externalId: z.string(),
  name: z.string().nullable(),
  phones: z.array(z.string()),
  emails: z.array(z.string()),
  createdAt: z.iso.datetime(),
});

export function presentContact(contact: ContactDocument): z.infer<typeof contactSchema> {
  return {
    id: contact._id,
    integration: contact.integrationId,
    externalId: contact.externalId,
    name: contact.name,
    phones: [...contact.phones],
    emails: [...contact.emails],
    createdAt: contact.createdAt.toISOString(),
  };
}
