import type { Client } from '@temporalio/client';
import type { AlertSender } from '../platform/alerts';
import type { Keyring } from '../platform/encryption';
import type { Logger } from '../platform/log';
import type { Metrics } from '../platform/metrics';
import type { TaskQueues } from '../platform/temporal';
import type { Storage } from '../storage/storage';
import type { Connectors } from '../vendors/connectors';

/** Everything activities work with; handed in, so that each can be tested with its own. */
export interface ActivityDependencies {
  readonly storage: Storage;
  readonly keyring: Keyring;
  readonly connectors: Connectors;
  readonly temporal: Client;
  readonly taskQueues: TaskQueues;
  readonly alerts: AlertSender;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly now: () => Date;
  readonly limits: ActivityLimits;
}

/** Durations, in milliseconds unless said otherwise, so that tests of days take seconds. */
export interface ActivityLimits {
  /** How long one pull activity works before it hands back to its workflow. */
  readonly pullStepMs: number;
  /** How long the lease of a pull outlives its last sign of life. */
  readonly leaseMs: number;
  readonly lateAfterHours: number;
  readonly rawDays: number;
  readonly runsDays: number;
  readonly inboxDays: number;
  /** Deliveries that waited longer were signalled by nobody. */
  readonly deliveryLateMs: number;
  /** How long one drain of the inbox goes on at most. */
  readonly drainMs: number;
  /** How long a drain waits for more after the last delivery. */
  readonly lingerMs: number;
}
