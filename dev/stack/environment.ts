import type { Keys } from './keys';
import type { StackSettings } from './settings';

/** Where the servers of this stack answer; what is absent is in the environment already. */
export interface Addresses {
  mongodbUri?: string;
  temporalAddress?: string;
}

/** The environment of every process of the stack, built here and nowhere else. */
export function processEnvironment(
  base: NodeJS.ProcessEnv,
  settings: StackSettings,
  keys: Keys,
  addresses: Addresses,
): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {
    ...base,
    SKVOZ_PORT: String(settings.apiPort),
    SKVOZ_PUBLIC_URL: base['SKVOZ_PUBLIC_URL'] || `http://127.0.0.1:${settings.apiPort}`,
    SKVOZ_DATA_DIR: settings.dataDir,
    SKVOZ_OPERATOR_KEY: keys.operatorKey,
    SKVOZ_ENCRYPTION_KEYS: keys.encryptionKeys,
    SKVOZ_DEMO: settings.demo ? '1' : '0',
  };
  if (addresses.mongodbUri !== undefined) {
    environment['MONGODB_URI'] = addresses.mongodbUri;
  }
  if (addresses.temporalAddress !== undefined) {
    environment['TEMPORAL_ADDRESS'] = addresses.temporalAddress;
    environment['TEMPORAL_NAMESPACE'] = settings.temporal?.namespace ?? 'default';
  }
  if (settings.demo) {
    if (!base['SKVOZ_MEDODS_ORIGIN']) {
      environment['SKVOZ_MEDODS_ORIGIN'] = simulatorOrigin(settings, 'medods');
      // Nobody is disturbed by asking the simulator faster than a real clinic.
      environment['SKVOZ_MEDODS_RATE'] = base['SKVOZ_MEDODS_RATE'] || '50';
    }
  }
  return environment;
}

/** Where the simulator of a vendor answers. */
export function simulatorOrigin(
  { simulatorPorts }: StackSettings,
  vendor: keyof StackSettings['simulatorPorts'],
): string {
  return `http://127.0.0.1:${simulatorPorts[vendor]}`;
}
