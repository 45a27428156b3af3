import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runBenchmark } from '../stand/benchmark';
import { number, seconds } from '../stand/figures';
import { startLocalStack } from '../stand/local-stack';
import { startSimulator } from '../stand/simulator';
import { type Activation, activateAll } from './activate-all';

const LIMIT_MINUTES = 40;

/** `npm run bench:tenants -- --few 20 --many 100` measures less, sooner. */
const { values } = parseArgs({
  options: { few: { type: 'string', default: '100' }, many: { type: 'string', default: '1000' } },
});
const size = z.coerce.number().int().min(1).max(5000);
const { few, many } = z.object({ few: size, many: size }).parse(values);

runBenchmark('bench:tenants', LIMIT_MINUTES, async (cleanup) => {
  const simulator = await startSimulator(cleanup, ['--import', 'tsx', 'dev/simulators/medods/main.ts']);
  const measure = async (tenants: number): Promise<Activation> => {
    const stack = await startLocalStack(cleanup, {
      environment: { SKVOZ_MEDODS_ORIGIN: simulator.origin, SKVOZ_MEDODS_RATE: '0' },
    });
    const activation = await activateAll(stack, simulator, tenants);
    const { activatedMilliseconds, pulledMilliseconds } = activation;
    console.log(
      `  ${number(tenants)} tenants: activated in ${seconds(activatedMilliseconds)}, pulled in ${seconds(pulledMilliseconds)}, ${number(pulledMilliseconds / tenants)} ms a tenant; none missed, none twice`,
    );
    await stack.stop();
    return activation;
  };
  console.log(
    '\nTenants activated through the API, 20 at once, and pulled once, each size on a local stack of its own as npm start runs it; rate limit off',
  );
  const small = await measure(few);
  const large = await measure(many);
  const slope =
    (large.pulledMilliseconds - small.pulledMilliseconds) / Math.max(1, large.tenants - small.tenants);
  console.log(`  slope from ${number(few)} to ${number(many)}: ${number(slope)} ms for each further tenant`);
});
