import { SkvozError } from '../domain/errors';
import type { SettingsReference } from '../storage/integrations';
import type { Storage } from '../storage/storage';

/**
 * What the settings of an integration name stays available.
 *
 * @throws SkvozError `in_use`, naming the integrations
 */
export async function requireUnused(
  { integrations }: Pick<Storage, 'integrations'>,
  tenantId: string,
  kind: SettingsReference['kind'],
  id: string,
): Promise<void> {
  const users = await integrations.referring(tenantId, kind, id);
  if (users.length > 0) throw new SkvozError('in_use', { integrations: users.join(', ') });
}
