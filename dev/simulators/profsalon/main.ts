import { z } from 'zod';
import { ProfsalonControl } from './control-client';
import { salonDefinitionSchema } from './salon-definition';
import { startProfsalonSimulator } from './simulator';

const number = (fallback: number) =>
  z.preprocess((text) => (text === undefined || text === '' ? fallback : Number(text)), z.number().min(0));

const environmentSchema = z.object({
  SIMULATOR_PORT: number(0),
  SIMULATOR_SALON_ID: number(5610),
  SIMULATOR_SALON_LOGIN: z.string().default('msc_example_salon'),
  SIMULATOR_SALON_NAME: z.string().default('Салон «Пример»'),
  SIMULATOR_TOKEN: z.string().default('TEST-TOKEN-0001'),
  SIMULATOR_WEBHOOK_URL: z.string().optional(),
  SIMULATOR_VARIANT: z.string().default('v1'),
  SIMULATOR_SEED: number(1),
  SIMULATOR_RECORDS: number(30),
  SIMULATOR_LIFE_SECONDS: number(0),
});

/** Starts one salon from the environment, prints `{"port":N}`, and runs until it is told to stop. */
async function main(): Promise<void> {
  const environment = environmentSchema.parse(process.env);
  const salon = salonDefinitionSchema.parse({
    salonId: environment.SIMULATOR_SALON_ID,
    salonLogin: environment.SIMULATOR_SALON_LOGIN,
    salonName: environment.SIMULATOR_SALON_NAME,
    token: environment.SIMULATOR_TOKEN,
    webhookUrl: environment.SIMULATOR_WEBHOOK_URL ?? null,
    variant: environment.SIMULATOR_VARIANT,
    data: { seed: environment.SIMULATOR_SEED, records: environment.SIMULATOR_RECORDS },
  });
  const simulator = await startProfsalonSimulator({ port: environment.SIMULATOR_PORT, salons: [salon] });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.stop());
  if (environment.SIMULATOR_LIFE_SECONDS > 0) {
    await new ProfsalonControl(simulator.origin).startLife(salon.salonId, {
      everyMilliseconds: environment.SIMULATOR_LIFE_SECONDS * 1000,
    });
  }
  console.log(JSON.stringify({ port: simulator.port }));
}

main().catch((error: unknown) => {
  const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
  console.error(`The ProfSalon simulator did not start. Correct this and start it again:\n${reason}`);
  process.exitCode = 1;
});
