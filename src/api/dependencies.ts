import type { Config } from '../platform/config';
import type { Keyring } from '../platform/encryption';
import type { Logger } from '../platform/log';
import type { Metrics } from '../platform/metrics';
import type { Storage } from '../storage/storage';
import type { TemporalGateway } from './temporal-gateway';

/** All that the API works with; nothing in it knows of HTTP. */
export interface ApiDependencies {
  readonly config: Pick<
    Config,
    'operatorKey' | 'lateAfterHours' | 'quietAfterDays' | 'retention' | 'publicUrl' | 'http' | 'sessions'
  >;
  readonly storage: Storage;
  readonly keyring: Keyring;
  readonly temporal: TemporalGateway;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Where the built cabinet lies, unless it is where the build puts it. */
  readonly cabinetFolder?: string;
  /** Resolves when MongoDB answers. */
  pingDatabase(): Promise<void>;
}
