import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runBenchmark } from '../stand/benchmark';
import { startStand } from '../stand/stand';
import { createClinic } from './clinic';
import { compareAcrossNetwork, compareLoads } from './compare';
import { compareMemory } from './memory';
import { measureNightly } from './nightly';
import { loadAcrossKill } from './resume';

const LIMIT_MINUTES = 40;
const PARTS = ['compare', 'network', 'kill', 'memory'] as const;
/** Each request of this part waits for the vendor. */
const NETWORK_ROWS = 5000;

/** `npm run bench:pull -- --rows 5000 --rounds 2 --parts compare,kill` measures less, sooner. */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '50000' },
    rounds: { type: 'string', default: '3' },
    parts: { type: 'string', default: PARTS.join(',') },
  },
});
const { rows, rounds, parts } = z
  .object({
    // The simulator's journal keeps the newest 20,000 requests, and what was asked twice is counted in it.
    rows: z.coerce.number().int().min(1000).max(60_000),
    rounds: z.coerce.number().int().min(1).max(9),
    parts: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(z.enum(PARTS))),
  })
  .parse(values);

runBenchmark('bench:pull', LIMIT_MINUTES, async (cleanup, log) => {
  const stand = await startStand(cleanup, log);
  const clinic = await createClinic(stand, rows);
  if (parts.includes('compare')) await compareLoads(stand, clinic, rounds);
  if (parts.includes('network')) {
    const small = await createClinic(stand, NETWORK_ROWS);
    await compareAcrossNetwork(stand, small, 1);
  }
  if (parts.includes('kill')) {
    const database = await stand.createDatabase();
    const { key, requests } = await loadAcrossKill(stand, clinic, database);
    await measureNightly(stand, clinic, database, key, requests);
    await database.drop();
  }
  await stand.medods.removeClinic(clinic.host);
  if (parts.includes('memory')) await compareMemory(stand);
});
