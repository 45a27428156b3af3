import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { findTemporal } from '../../dev/binaries/temporal';
import { freePorts } from '../../dev/stack/ports';
import { startTemporal } from '../../dev/stack/temporal';
import { serverEnvironment } from '../../dev/stack/wait';
import { runBenchmark } from '../stand/benchmark';
import { build } from '../stand/build';
import { builtPrograms } from '../stand/built-programs';
import type { Cleanup } from '../stand/cleanup';
import { startLocalStack } from '../stand/local-stack';
import { EVENTS_BEFORE_CONTINUING, measureContinuing } from './continuing';
import { measureHistory } from './history';
import { measureLatency, measureNeighbour } from './latency';

const LIMIT_MINUTES = 30;
const PARTS = ['history', 'continue', 'latency', 'neighbour'] as const;

/** `npm run bench:deliveries -- --events 5000 --seconds 20 --parts history,latency` measures less, sooner. */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '50000' },
    seconds: { type: 'string', default: '60' },
    parts: { type: 'string', default: PARTS.join(',') },
  },
});
const { events, seconds, parts } = z
  .object({
    events: z.coerce.number().int().min(100).max(1_000_000),
    seconds: z.coerce.number().int().min(5).max(300),
    parts: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(z.enum(PARTS))),
  })
  .parse(values);

runBenchmark('bench:deliveries', LIMIT_MINUTES, async (cleanup) => {
  const folder = mkdtempSync(join(tmpdir(), 'skvoz-bench-'));
  cleanup.add(async () => rmSync(folder, { recursive: true, force: true }));
  const built = await build(folder);
  const programs = builtPrograms(built);
  if (parts.includes('history')) {
    const stack = await startLocalStack(cleanup, { programs });
    await measureHistory(cleanup, built, stack);
    await stack.stop();
  }
  if (parts.includes('continue')) {
    const environment = { TEMPORAL_ADDRESS: await startShortTemporal(cleanup, folder) };
    const stack = await startLocalStack(cleanup, { programs, environment });
    await measureContinuing(cleanup, built, stack, events);
    await stack.stop();
  }
  if (parts.includes('latency')) {
    const stack = await startLocalStack(cleanup, { programs });
    await measureLatency(cleanup, built, stack, seconds);
    await stack.stop();
  }
  if (parts.includes('neighbour')) {
    const stack = await startLocalStack(cleanup, { programs });
    await measureNeighbour(cleanup, built, stack, seconds);
    await stack.stop();
  }
});

/** A Temporal that soon suggests to continue as new. @returns its address. */
async function startShortTemporal(cleanup: Cleanup, folder: string): Promise<string> {
  const log = (): void => undefined;
  const [port = 0] = await freePorts(1);
  const temporal = await startTemporal({
    port,
    binary: await findTemporal(serverEnvironment(), log),
    namespace: 'default',
    dbFile: join(folder, 'temporal.sqlite'),
    dynamicConfig: [`limit.historyCount.suggestContinueAsNew=${EVENTS_BEFORE_CONTINUING}`],
    logFile: join(folder, 'temporal.log'),
    log,
  });
  cleanup.add(() => temporal.stop());
  return temporal.address;
}
