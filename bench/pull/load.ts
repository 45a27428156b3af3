import { join } from 'node:path';
import type { Collection } from 'mongodb';
import { z } from 'zod';
import { run } from '../../dev/processes/run';
import { serverEnvironment } from '../../dev/stack/wait';
import { connectClinic, IDENTITY, SECRET_KEY, startPull } from '../stand/clinic';
import { usageOf } from '../stand/process-usage';
import type { Stand } from '../stand/stand';
import type { BenchClinic } from './clinic';

const LIMIT_MILLISECONDS = 600_000;

/** One whole load of a clinic into an empty database. */
export interface Load {
  readonly milliseconds: number;
  readonly rowsPerSecond: number;
  /** As the simulator counted them. */
  readonly requests: number;
  /** Of the whole process, while it loaded. */
  readonly cpuMilliseconds: number;
  /** Most resident memory of the process, from its start on. */
  readonly peakBytes: number;
}

/** By a back-fill of our worker in a fresh process. */
export async function loadByWorker(stand: Stand, clinic: BenchClinic): Promise<Load> {
  const database = await stand.createDatabase();
  const worker = await stand.startWorker(database);
  try {
    const key = await connectClinic(stand, database, clinic.host);
    await stand.medods.takeJournal(clinic.host);
    const before = usageOf(worker.pid);
    const startedAt = performance.now();
    const pull = await startPull(stand, database, key, { kind: 'backfill', range: clinic.range });
    await pull.ended();
    const milliseconds = performance.now() - startedAt;
    const { peakBytes, cpuMilliseconds } = usageOf(worker.pid);
    const deals = database.db.collection('deals');
    await requireCount(deals, {}, clinic.appointments);
    // One order is struck off, so its deal has no amount.
    await requireCount(deals, { amount: { $type: 'decimal' } }, clinic.orders - 1);
    return {
      milliseconds,
      rowsPerSecond: (clinic.appointments / milliseconds) * 1000,
      requests: (await stand.medods.takeJournal(clinic.host)).total,
      cpuMilliseconds: cpuMilliseconds - before.cpuMilliseconds,
      peakBytes,
    };
  } finally {
    await worker.stop();
    await database.drop();
  }
}

const reportSchema = z.object({
  milliseconds: z.number(),
  cpuMilliseconds: z.number(),
  peakBytes: z.number(),
});

/** By the bare loop in a process of its own. */
export async function loadByBareLoop(stand: Stand, clinic: BenchClinic): Promise<Load> {
  const database = await stand.createDatabase({ indexes: false });
  try {
    await stand.medods.takeJournal(clinic.host);
    const output = await run({
      command: process.execPath,
      args: [join(stand.built, 'bench', 'pull', 'bare-loop.js')],
      environment: {
        ...serverEnvironment(),
        MONGODB_URI: database.uri,
        ORIGIN: stand.simulatorOrigin,
        HOST: clinic.host,
        IDENTITY,
        SECRET_KEY,
        FROM: clinic.range.from,
        TO: clinic.range.to,
      },
      limit: LIMIT_MILLISECONDS,
    });
    const report = reportSchema.parse(JSON.parse(output));
    await requireCount(database.db.collection('appointments'), {}, clinic.appointments);
    await requireCount(database.db.collection('orders'), {}, clinic.orders);
    return {
      ...report,
      rowsPerSecond: (clinic.appointments / report.milliseconds) * 1000,
      requests: (await stand.medods.takeJournal(clinic.host)).total,
    };
  } finally {
    await database.drop();
  }
}

/** A load that lost something is no measurement. */
async function requireCount(
  collection: Collection,
  filter: Record<string, unknown>,
  wanted: number,
): Promise<void> {
  const found = await collection.countDocuments(filter);
  if (found !== wanted) throw new Error(`${collection.collectionName}: ${found} of ${wanted} arrived`);
}
