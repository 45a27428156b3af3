import { setTimeout as delay } from 'node:timers/promises';
import type { IntegrationKey } from '../../domain/names';
import type { Logger } from '../../platform/log';
import type { Storage } from '../../storage/storage';
import type { TemporalGateway } from '../temporal-gateway';

/** A busy hook is looked at no more often than this; the first delivery after a pause is told of at once. */
const PAUSE_MS = 50;
const RETRY_MS = 1_000;
/** By then the sweep has found the rows by their age. */
const TRIES = 60;

/**
 * Tells an integration's workflow that deliveries wait. A signal for each would be too many for one
 * workflow, so only who turns the integration's `wake` from false to true sends one; whether the integration
 * is active is seen there and then. What fails is tried
 * again for a minute; what fails for longer, or with this process, is found by the sweep.
 */
export class Waker {
  private readonly underWay = new Map<string, { again: boolean }>();

  constructor(
    private readonly storage: Pick<Storage, 'integrations'>,
    private readonly temporal: Pick<TemporalGateway, 'webhooksReceived'>,
    private readonly log: Logger,
  ) {}

  /** To be called after the deliveries are written. While one call is on its way, all further ones make one more. */
  wake(key: IntegrationKey): void {
    const id = `${key.tenantId}/${key.integrationId}`;
    const underWay = this.underWay.get(id);
    if (underWay !== undefined) {
      underWay.again = true;
      return;
    }
    const call = { again: false };
    this.underWay.set(id, call);
    void this.tell(id, key, call);
  }

  private async tell(id: string, key: IntegrationKey, call: { again: boolean }): Promise<void> {
    let failures = 0;
    do {
      call.again = false;
      // Who failed may have turned `wake` before, and then nobody else sends the signal.
      const told = await this.tryToTell(key, failures > 0);
      failures = told ? 0 : failures + 1;
      await delay(told ? PAUSE_MS : RETRY_MS, undefined, { ref: false });
    } while (call.again || (failures > 0 && failures < TRIES));
    // At once, not a turn later: whoever comes in between would ask a call that looks no more.
    this.underWay.delete(id);
  }

  /** @returns false when nobody knows whether the workflow was told. */
  private async tryToTell(key: IntegrationKey, isOwed: boolean): Promise<boolean> {
    try {
      if (isOwed || (await this.storage.integrations.flipWake(key))) {
        await this.temporal.webhooksReceived(key);
      }
      return true;
    } catch (error) {
      const { tenantId, integrationId } = key;
      this.log.warn(
        { err: error, tenantId, integrationId },
        'deliveries are kept, their workflow was not told',
      );
      return false;
    }
  }
}
