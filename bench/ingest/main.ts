import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runBenchmark } from '../stand/benchmark';
import { median, number, verdict } from '../stand/figures';
import { type Stand, startStand } from '../stand/stand';
import { type Ingest, measureIngest } from './measure';
import { type Receiver, startNaive, startOurs } from './receiver';

const LIMIT_MINUTES = 20;
/** How many times what the peer accepts a second ours must, by the number of connections. */
const GOALS: ReadonlyMap<number, number> = new Map([
  [1, 0.9],
  [64, 4],
  [256, 6],
]);

/** `npm run bench:ingest -- --rounds 1 --seconds 3 --connections 64` measures less, sooner. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '8' },
    connections: { type: 'string', default: [...GOALS.keys()].join(',') },
  },
});
const { rounds, seconds, connections } = z
  .object({
    rounds: z.coerce.number().int().min(1).max(9),
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
    `\nDeliveries of 1.3 KB with ids of their own, as fast as they are answered, for ${seconds} s after 2 s of warm-up; each receiver in turn on an empty database, the load from a process of its own. The peer: Fastify and insertOne, the same write concern and unique index (bench/ingest/naive.ts)`,
  );
  for (const count of connections) {
    const ours: Ingest[] = [];
    const naive: Ingest[] = [];
    const measure = (start: (database: Awaited<ReturnType<Stand['createDatabase']>>) => Promise<Receiver>) =>
      async function once(withIndexes: boolean): Promise<Ingest> {
        const database = await stand.createDatabase({ indexes: withIndexes });
        const receiver = await start(database);
        try {
          return await measureIngest(cleanup, stand, database, receiver, { connections: count, seconds });
        } finally {
          await receiver.child.stop();
          await database.drop();
        }
      };
    const measureOurs = measure((database) => startOurs(stand, database));
    const measureNaive = measure((database) => startNaive(cleanup, stand, database, count));
    for (let round = 1; round <= rounds; round += 1) {
      ours.push(show(`${count} connections, round ${round}, ours `, await measureOurs(true)));
      naive.push(show(`${count} connections, round ${round}, naive`, await measureNaive(false)));
    }
    compare(count, ours, naive);
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
