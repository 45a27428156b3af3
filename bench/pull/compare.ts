import { median, megabytes, number, seconds, verdict } from '../stand/figures';
import type { Stand } from '../stand/stand';
import type { BenchClinic } from './clinic';
import { type Load, loadByBareLoop, loadByWorker } from './load';

const GOAL = 1.2;
const NETWORK_MILLISECONDS = 20;

/** Loads the same clinic by our worker and by the bare loop in turns, and prints how they compare. */
export async function compareLoads(stand: Stand, clinic: BenchClinic, rounds: number): Promise<void> {
  const ratio = await compare(stand, clinic, rounds, 'a vendor that answers at once');
  console.log(`  ${verdict(ratio >= GOAL, `a ratio of at least ${GOAL}`)}`);
}

/**
 * The same with a vendor that takes as long to answer as one beyond a network does. No goal: with one
 * request at a time the waiting is the same for both, and only what is done meanwhile can differ.
 */
export async function compareAcrossNetwork(stand: Stand, clinic: BenchClinic, rounds: number): Promise<void> {
  const effect = { kind: 'slow', milliseconds: NETWORK_MILLISECONDS } as const;
  await stand.medods.setFaults(clinic.host, { effect });
  await compare(stand, clinic, rounds, `a vendor that takes ${NETWORK_MILLISECONDS} ms to answer`);
  await stand.medods.setFaults(clinic.host);
}

async function compare(stand: Stand, clinic: BenchClinic, rounds: number, vendor: string): Promise<number> {
  const { appointments, orders } = clinic;
  console.log(
    `\nBack-fill of ${number(appointments)} appointments over three years, ${number(orders)} of them with an order; rate limit off; ${vendor}`,
  );
  const ours: Load[] = [];
  const bare: Load[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    ours.push(show(`round ${round}, our worker`, await loadByWorker(stand, clinic)));
    bare.push(show(`round ${round}, bare loop `, await loadByBareLoop(stand, clinic)));
  }
  const medianOf = (loads: readonly Load[], figure: keyof Load) => median(loads.map((load) => load[figure]));
  const ratios = ours.map(({ rowsPerSecond }, round) => rowsPerSecond / (bare[round]?.rowsPerSecond ?? 0));
  const ratio = median(ratios);
  console.log(
    `  rows per second, median: our worker ${number(medianOf(ours, 'rowsPerSecond'))}, bare loop ${number(medianOf(bare, 'rowsPerSecond'))}`,
  );
  console.log(
    `  ratio of the two in each round: ${ratios.map((value) => number(value, 2)).join(', ')}; median ${number(ratio, 2)}`,
  );
  console.log(
    `  requests: our worker ${number(medianOf(ours, 'requests'))}, bare loop ${number(medianOf(bare, 'requests'))}`,
  );
  console.log(
    `  peak resident memory, median: our worker ${megabytes(medianOf(ours, 'peakBytes'))}, bare loop ${megabytes(medianOf(bare, 'peakBytes'))}`,
  );
  return ratio;
}

function show(what: string, load: Load): Load {
  const { rowsPerSecond, milliseconds, cpuMilliseconds, requests, peakBytes } = load;
  console.log(
    `  ${what}: ${number(rowsPerSecond)} rows/s in ${seconds(milliseconds)}, CPU ${seconds(cpuMilliseconds)}, ${number(requests)} requests, peak ${megabytes(peakBytes)}`,
  );
  return load;
}
