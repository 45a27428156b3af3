import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runBenchmark } from '../stand/benchmark';
import { median, number, verdict } from '../stand/figures';
import { startStand } from '../stand/stand';
import { type Ingest, Sender } from './measure';
import { startNaive, startOurs } from './receiver';

const LIMIT_MINUTES = 20;
/** What a process runs before V8 has compiled all of it is no measure of it. */
const WARM_UP_SECONDS = 4;
/** How many times what the peer accepts a second ours must, by the number of connections. */
const GOALS: ReadonlyMap<number, number> = new Map([
  [1, 0.9],
  [64, 4],
  [256, 6],
]);

/** `npm run bench:ingest -- --rounds 4 --seconds 2 --connections 64` measures less, sooner. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '3' },
    connections: { type: 'string', default: [...GOALS.keys()].join(',') },
  },
});
const { rounds, seconds, connections } = z
  .object({
    rounds: z.coerce.number().int().min(1).max(50),
    seconds: z.coerce.number().min(1).max(60),
    connections: z
      .string()
      .transform((text) => text.split(',').map(Number))
      .pipe(z.array(z.int().min(1).max(512))),
  })
  .parse(values);

runBenchmark('bench:ingest', LIMIT_MINUTES, async (cleanup, log) => {
  const stand = await startStand(cleanup, log);
  console.log(
    `\nDeliveries of 1.3 KB with ids of their own, as fast as they are answered. Both receivers stay up and take turns of ${seconds} s, after warm-up, so that the noise of the machine meets both; each has a database of its own, the load a process of its own. The peer: Fastify and insertOne, the same write concern and unique index (bench/ingest/naive.ts)`,
  );
  for (const count of connections) {
    const databases = {
      ours: await stand.createDatabase({ indexes: true }),
      naive: await stand.createDatabase({ indexes: false }),
    };
    const receivers = {
      ours: await startOurs(stand, databases.ours),
      naive: await startNaive(cleanup, stand, databases.naive, count),
    };
    const senderTo = (which: 'ours' | 'naive') =>
      new Sender(cleanup, stand, databases[which], receivers[which], count);
    const [ours, naive] = [senderTo('ours'), senderTo('naive')];
    for (const sender of [ours, naive]) await sender.send(WARM_UP_SECONDS);
    const measured: { readonly ours: Ingest[]; readonly naive: Ingest[] } = { ours: [], naive: [] };
    for (let round = 1; round <= rounds; round += 1) {
      measured.ours.push(show(`${count} connections, round ${round}, ours `, await ours.send(seconds)));
      measured.naive.push(show(`${count} connections, round ${round}, naive`, await naive.send(seconds)));
    }
    for (const sender of [ours, naive]) await sender.requireAllKept();
    compare(count, measured.ours, measured.naive);
    for (const { child } of Object.values(receivers)) await child.stop();
    for (const database of Object.values(databases)) await database.drop();
  }
});

function show(what: string, ingest: Ingest): Ingest {
  const { acceptedPerSecond, p50, p99, cpu } = ingest;
  console.log(
    `  ${what}: ${number(acceptedPerSecond)} accepted/s, p50 ${number(p50, 1)} ms, p99 ${number(p99, 1)} ms, CPU ${number(cpu, 2)}`,
  );
  return ingest;
}

function compare(connections: number, ours: readonly Ingest[], naive: readonly Ingest[]): void {
  const of = (figure: keyof Ingest, all: readonly Ingest[]) => median(all.map((one) => one[figure]));
  const ratio = of('acceptedPerSecond', ours) / of('acceptedPerSecond', naive);
  const [p99, peerP99] = [of('p99', ours), of('p99', naive)];
  const goal = GOALS.get(connections);
  console.log(
    `  ${connections} connections, medians: ours ${number(of('acceptedPerSecond', ours))} accepted/s, p50 ${number(of('p50', ours), 1)} ms, p99 ${number(p99, 1)} ms; naive ${number(of('acceptedPerSecond', naive))} accepted/s, p50 ${number(of('p50', naive), 1)} ms, p99 ${number(peerP99, 1)} ms`,
  );
  console.log(
    `  ${connections} connections, ratio ${number(ratio, 2)}${goal === undefined ? '' : `; ${verdict(ratio >= goal, `at least ${goal}`)}`}; ${verdict(p99 < peerP99, 'p99 lower')}`,
  );
}
