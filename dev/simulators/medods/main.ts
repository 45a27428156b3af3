import { z } from 'zod';
import { MedodsControl } from './control-client';
import { startMedodsSimulator } from './simulator';

const number = (fallback: number) =>
  z.preprocess((text) => (text === undefined || text === '' ? fallback : Number(text)), z.number().min(0));

const environmentSchema = z.object({
  SIMULATOR_PORT: number(0),
  SIMULATOR_HOST: z.string().default('beta45.medods.ru'),
  SIMULATOR_IDENTITY: z.string().default('11111111-2222-4333-8444-555555555555'),
  SIMULATOR_SECRET_KEY: z.string().default('0123456789abcdef'.repeat(4)),
  SIMULATOR_SEED: number(1),
  SIMULATOR_APPOINTMENTS: number(300),
  SIMULATOR_DAYS_BACK: number(60),
  SIMULATOR_DAYS_AHEAD: number(30),
  SIMULATOR_SHARE_WITH_ORDERS: number(0.5),
  SIMULATOR_LIFE_SECONDS: number(0),
  SIMULATOR_KEEP_FILE: z.string().optional(),
});

/**
 * Starts one clinic from the environment, or those of a file where one is to keep them; prints
 * `{"port":N}`, and runs until it is told to stop.
 */
async function main(): Promise<void> {
  const environment = environmentSchema.parse(process.env);
  const host = environment.SIMULATOR_HOST;
  const keepFile = environment.SIMULATOR_KEEP_FILE || undefined;
  const clinic = {
    host,
    identity: environment.SIMULATOR_IDENTITY,
    secretKey: environment.SIMULATOR_SECRET_KEY,
    data: {
      seed: environment.SIMULATOR_SEED,
      appointments: environment.SIMULATOR_APPOINTMENTS,
      daysBack: environment.SIMULATOR_DAYS_BACK,
      daysAhead: environment.SIMULATOR_DAYS_AHEAD,
      shareWithOrders: environment.SIMULATOR_SHARE_WITH_ORDERS,
    },
  };
  const simulator = await startMedodsSimulator({
    port: environment.SIMULATOR_PORT,
    ...(keepFile === undefined ? { clinics: [clinic] } : { keepFile }),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.stop());
  if (keepFile === undefined && environment.SIMULATOR_LIFE_SECONDS > 0) {
    await new MedodsControl(simulator.origin).startLife(host, {
      everyMilliseconds: environment.SIMULATOR_LIFE_SECONDS * 1000,
    });
  }
  console.log(JSON.stringify({ port: simulator.port }));
}

main().catch((error: unknown) => {
  const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
  console.error(`The Medods simulator did not start. Correct this and start it again:\n${reason}`);
  process.exitCode = 1;
});
