import { megabytes, number, seconds, verdict } from '../stand/figures';
import type { Stand } from '../stand/stand';
import { createClinic } from './clinic';
import { type Load, loadByWorker } from './load';

const SMALL_ROWS = 10_000;
const LARGE_ROWS = 100_000;
const GOAL_SHARE = 0.1;

/** Prints the most memory that a fresh worker takes for a load of 10,000 rows and for one of 100,000. */
export async function compareMemory(stand: Stand): Promise<void> {
  console.log('\nPeak resident memory of a fresh worker process over its load');
  const small = await measure(stand, SMALL_ROWS);
  const large = await measure(stand, LARGE_ROWS);
  const growth = large.peakBytes / small.peakBytes - 1;
  console.log(
    `  difference ${number(growth * 100, 1)} % (${verdict(Math.abs(growth) <= GOAL_SHARE, 'within 10 %')})`,
  );
}

async function measure(stand: Stand, rows: number): Promise<Load> {
  const clinic = await createClinic(stand, rows);
  const load = await loadByWorker(stand, clinic);
  await stand.medods.removeClinic(clinic.host);
  console.log(`  ${number(rows)} rows: ${megabytes(load.peakBytes)}, in ${seconds(load.milliseconds)}`);
  return load;
}
