import type { MutationBody } from '../../dev/simulators/medods/control';
import type { IntegrationKey } from '../../src/domain/names';
import { startPull } from '../stand/clinic';
import { number, verdict } from '../stand/figures';
import type { Stand, StandDatabase } from '../stand/stand';
import type { BenchClinic } from './clinic';

const CHANGED_SHARE = 0.01;
const GOAL_SHARE = 0.03;

/** Prints what a nightly pull asks for when 1 % of the rows changed, against the requests of the load. */
export async function measureNightly(
  stand: Stand,
  clinic: BenchClinic,
  database: StandDatabase,
  key: IntegrationKey,
  loadRequests: number,
): Promise<void> {
  const worker = await stand.startWorker(database);
  try {
    const daily = async () => (await startPull(stand, database, key, { kind: 'daily' })).ended();
    // The first sets the mark from which the second asks for changes.
    await daily();
    const changed = await changeRows(stand, clinic);
    await stand.medods.takeJournal(clinic.host);
    const run = await daily();
    const { total } = await stand.medods.takeJournal(clinic.host);
    if (run.counts.changed !== changed) {
      throw new Error(`${changed} rows changed and the nightly pull found ${run.counts.changed}`);
    }
    const share = total / loadRequests;
    console.log(`\nThe nightly pull with ${number(changed)} changed rows, each of them found`);
    console.log(
      `  requests: ${number(total)} of the load's ${number(loadRequests)}, ${number(share * 100, 1)} % (${verdict(share < GOAL_SHARE, 'under 3 %')})`,
    );
  } finally {
    await worker.stop();
  }
}

/** Changes rows evenly over the three years: a comment that counts for nothing would not be found. */
async function changeRows(stand: Stand, clinic: BenchClinic): Promise<number> {
  const rows = await stand.medods.rows(clinic.host, 'appointments');
  const step = Math.round(1 / CHANGED_SHARE);
  const mutations = rows
    .filter((_, index) => index % step === 0)
    .map(
      ({ id, status }): MutationBody => ({
        op: 'patch',
        entity: 'appointments',
        id,
        set: { status: status === 'arrived' ? 'serviced' : 'arrived' },
      }),
    );
  await stand.medods.mutate(clinic.host, ...mutations);
  return mutations.length;
}
