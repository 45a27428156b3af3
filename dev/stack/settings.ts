import { resolve } from 'node:path';
import { z } from 'zod';
import type { PortPlan } from './ports';

/** API, Temporal, its UI, MongoDB and the two simulators follow each other. */
const LAST_FIRST_PORT = 65_530;

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number.')
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65_535, 'must be a port number.');

const schema = z.object({
  SKVOZ_PORT: port
    .refine(
      (value) => value <= LAST_FIRST_PORT,
      `must be at most ${LAST_FIRST_PORT}: five more ports follow it.`,
    )
    .default(8080),
  SKVOZ_TEMPORAL_PORT: port.optional(),
  SKVOZ_TEMPORAL_UI_PORT: port.optional(),
  SKVOZ_MONGODB_PORT: port.optional(),
  SKVOZ_DATA_DIR: z.string().default('.skvoz'),
  SKVOZ_DEMO: z.enum(['0', '1', 'false', 'true'], 'must be 1 or 0.').optional(),
  MONGODB_URI: z.string().optional(),
  TEMPORAL_ADDRESS: z.string().optional(),
  TEMPORAL_PROFILE: z.string().optional(),
  TEMPORAL_CONFIG_FILE: z.string().optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  NODE_ENV: z.string().optional(),
});

/** What `npm start` was told, with the defaults filled in. */
export interface StackSettings {
  production: boolean;
  /** Absolute. */
  dataDir: string;
  demo: boolean;
  apiPort: number;
  /** Absent when the environment names a server that already runs. */
  mongo?: { port: number };
  temporal?: { port: number; uiPort: number; namespace: string };
  simulatorPorts: { medods: number; profsalon: number };
}

/** The environment asks for something that cannot be; the message names each variable. */
class SettingsWrong extends Error {
  override readonly name = 'SettingsWrong';
}

/**
 * Reads what concerns the local stack; the processes themselves read and check the rest.
 * @throws {SettingsWrong}
 */
export function readSettings(environment: NodeJS.ProcessEnv): StackSettings {
  const filled = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  const parsed = schema.safeParse(Object.fromEntries(filled));
  if (!parsed.success) {
    throw new SettingsWrong(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'),
    );
  }
  const values = parsed.data;
  const apiPort = values.SKVOZ_PORT;
  const production = values.NODE_ENV === 'production';
  const ownMongo = values.MONGODB_URI === undefined;
  const ownTemporal = [values.TEMPORAL_ADDRESS, values.TEMPORAL_PROFILE, values.TEMPORAL_CONFIG_FILE].every(
    (value) => value === undefined,
  );
  const asked = values.SKVOZ_DEMO === undefined ? undefined : ['1', 'true'].includes(values.SKVOZ_DEMO);
  if (production && asked === true) {
    throw new SettingsWrong('SKVOZ_DEMO must be 0 when NODE_ENV is production: demo data is not for it.');
  }
  return {
    production,
    dataDir: resolve(values.SKVOZ_DATA_DIR),
    // Somebody's own database gets demo data only when that is asked for.
    demo: asked ?? (ownMongo && ownTemporal && !production),
    apiPort,
    ...(ownMongo ? { mongo: { port: values.SKVOZ_MONGODB_PORT ?? apiPort + 3 } } : {}),
    ...(ownTemporal
      ? {
          temporal: {
            port: values.SKVOZ_TEMPORAL_PORT ?? apiPort + 1,
            uiPort: values.SKVOZ_TEMPORAL_UI_PORT ?? apiPort + 2,
            namespace: values.TEMPORAL_NAMESPACE,
          },
        }
      : {}),
    simulatorPorts: { medods: apiPort + 4, profsalon: apiPort + 5 },
  };
}

/** The ports that a stack with these settings listens on. */
export function plannedPorts({ apiPort, temporal, mongo, demo, simulatorPorts }: StackSettings): PortPlan[] {
  const plans: PortPlan[] = [{ port: apiPort, what: 'the API', variable: 'SKVOZ_PORT' }];
  if (temporal !== undefined) {
    plans.push({ port: temporal.port, what: 'Temporal', variable: 'SKVOZ_TEMPORAL_PORT' });
    plans.push({ port: temporal.uiPort, what: "Temporal's UI", variable: 'SKVOZ_TEMPORAL_UI_PORT' });
  }
  if (mongo !== undefined) {
    plans.push({ port: mongo.port, what: 'MongoDB', variable: 'SKVOZ_MONGODB_PORT' });
  }
  if (demo) {
    plans.push({ port: simulatorPorts.medods, what: 'the Medods simulator', variable: 'SKVOZ_PORT' });
    plans.push({ port: simulatorPorts.profsalon, what: 'the ProfSalon simulator', variable: 'SKVOZ_PORT' });
  }
  return plans;
}
