import { setTimeout as delay } from 'node:timers/promises';
import type { IntegrationKey } from '../../src/domain/names';
import { dealId } from '../../src/storage/deals';
import type { OperatorApi } from '../stand/operator-api';

const POLL_MILLISECONDS = 100;
const LIMIT_MILLISECONDS = 120_000;

/** Watches how long it takes from the answer to a delivery until its deal is there over the API. */
export class Visibility {
  private readonly watches: Promise<number>[] = [];

  constructor(private readonly api: OperatorApi) {}

  /** @param acknowledgedAt milliseconds since 1970. */
  watch(key: IntegrationKey, recordId: number, acknowledgedAt: number): void {
    const watch = this.untilThere(key, recordId, acknowledgedAt);
    // Awaited with all others in `settled`; until then a failure must not end the process.
    watch.catch(() => undefined);
    this.watches.push(watch);
  }

  /** Milliseconds of each delivery, once all are visible. Throws when one is not within two minutes. */
  settled(): Promise<number[]> {
    return Promise.all(this.watches);
  }

  private async untilThere(key: IntegrationKey, recordId: number, acknowledgedAt: number): Promise<number> {
    const path = `/tenants/${key.tenantId}/deals/${dealId(key, String(recordId))}`;
    while (!(await this.api.isThere(path))) {
      if (Date.now() - acknowledgedAt > LIMIT_MILLISECONDS)
        throw new Error(`record ${recordId} is no deal yet`);
      await delay(POLL_MILLISECONDS);
    }
    return Math.max(0, Date.now() - acknowledgedAt);
  }
}
