import type { IntegrationKey } from '../../src/domain/names';
import { connectClinic, startPull } from '../stand/clinic';
import { number, seconds, verdict } from '../stand/figures';
import type { Stand, StandDatabase } from '../stand/stand';
import { waitFor } from '../stand/wait';
import type { BenchClinic } from './clinic';

const HALF_LIMIT_MILLISECONDS = 300_000;
const GOAL_PAGES = 2;

/**
 * Kills the worker with SIGKILL at half of a load, starts another, and prints what was asked for twice.
 *
 * @returns whose load it was, and how many different requests it took.
 */
export async function loadAcrossKill(
  stand: Stand,
  clinic: BenchClinic,
  database: StandDatabase,
): Promise<{ key: IntegrationKey; requests: number }> {
  const key = await connectClinic(stand, database, clinic.host);
  await stand.medods.takeJournal(clinic.host);
  const first = await stand.startWorker(database);
  const pull = await startPull(stand, database, key, { kind: 'backfill', range: clinic.range });
  const done = await waitFor('half of the load', HALF_LIMIT_MILLISECONDS, async () => {
    const run = await database.storage.runs.get(key.tenantId, key.integrationId, pull.runId);
    const rows = run?.progress.done ?? 0;
    return rows >= clinic.appointments / 2 ? rows : null;
  });
  await first.kill();
  if (done >= clinic.appointments) throw new Error('the load had ended before the worker was killed');
  const killedAt = performance.now();
  const second = await stand.startWorker(database);
  await pull.ended();
  const took = performance.now() - killedAt;
  await second.stop();

  const deals = await database.db.collection('deals').countDocuments();
  if (deals !== clinic.appointments)
    throw new Error(`${deals} of ${clinic.appointments} appointments arrived`);
  const { requests } = await stand.medods.takeJournal(clinic.host);
  const seen = new Set<string>();
  const repeated = requests.filter(({ path }) => seen.size === seen.add(path).size);
  const orders = repeated.filter(({ entity }) => entity === 'orders').length;
  const pages = repeated.length - orders;
  console.log(`\nkill -9 of the worker at ${number(done)} of ${number(clinic.appointments)} rows`);
  console.log(
    `  asked for twice: ${pages} pages and ${orders} orders on them (${verdict(pages <= GOAL_PAGES, `at most ${GOAL_PAGES} pages`)}); nothing lost, nothing doubled`,
  );
  console.log(
    `  from the kill to the end: ${seconds(took)}, of it up to 40 s until Temporal misses the heartbeat and tries again`,
  );
  return { key, requests: seen.size };
}
