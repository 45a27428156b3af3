import type { IntegrationKey } from '../../domain/names';
import type { Logger } from '../../platform/log';
import type { Storage } from '../../storage/storage';
import type { TemporalGateway } from '../temporal-gateway';

/**
 * Tells an integration's workflow that deliveries wait. A signal for each would be too many for one
 * workflow, so only who turns the integration's `wake` from false to true sends one. What fails here is
 * found by the sweep, by the age of the rows.
 */
export class Waker {
  private readonly flipping = new Map<string, { again: boolean }>();

  constructor(
    private readonly storage: Pick<Storage, 'integrations'>,
    private readonly temporal: Pick<TemporalGateway, 'webhooksReceived'>,
    private readonly log: Logger,
  ) {}

  /** To be called after the deliveries are written. While one call is on its way, all further ones make one more. */
  wake(key: IntegrationKey): void {
    const id = `${key.tenantId}/${key.integrationId}`;
    const underWay = this.flipping.get(id);
    if (underWay !== undefined) {
      underWay.again = true;
      return;
    }
    const flip = { again: false };
    this.flipping.set(id, flip);
    void this.flip(key, flip).finally(() => this.flipping.delete(id));
  }

  private async flip(key: IntegrationKey, flip: { again: boolean }): Promise<void> {
    do {
      flip.again = false;
      try {
        if (await this.storage.integrations.flipWake(key)) await this.temporal.webhooksReceived(key);
      } catch (error) {
        const { tenantId, integrationId } = key;
        this.log.warn(
          { err: error, tenantId, integrationId },
          'deliveries are kept, their workflow was not told',
        );
      }
    } while (flip.again);
  }
}
