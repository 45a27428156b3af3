import type { Config } from '../platform/config';
import type { Keyring } from '../platform/encryption';
import type { Logger } from '../platform/log';
import type { Metrics } from '../platform/metrics';
import type { Storage } from '../storage/storage';
import type { TemporalGateway } from './temporal-gateway';

/** All that the API works with; nothing in it knows of HTTP. */
export interface ApiDependencies {
  readonly config: Pick<Config, 'operatorKey' | 'lateAfterHours' | 'retention' | 'publicUrl'>;
  readonly storage: Storage;
  readonly keyring: Keyring;
  readonly temporal: TemporalGateway;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Resolves when MongoDB answers. */
  pingDatabase(): Promise<void>;
}
