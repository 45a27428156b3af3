import { SkvozError } from '../domain/errors';
import type { IntegrationDocument } from '../storage/integrations';
import type { Storage } from '../storage/storage';

/** @throws SkvozError `not_found` */
export async function findIntegration(
  { integrations }: Pick<Storage, 'integrations'>,
  params: { readonly tenant: string; readonly integration: string },
): Promise<IntegrationDocument> {
  const found = await integrations.get({ tenantId: params.tenant, integrationId: params.integration });
  if (found === null) throw new SkvozError('not_found');
  return found;
}
