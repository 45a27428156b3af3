import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runBenchmark } from '../stand/benchmark';
import { build } from '../stand/build';
import { builtPrograms } from '../stand/built-programs';
import { number, seconds, verdict } from '../stand/figures';
import { type FaultReport, runFaults } from './fault-run';
import { type KillCounts, killedParts } from './kill-plan';

const LIMIT_MINUTES = 40;
const SENTENCES_SHOWN = 20;

/** `npm run faults -- --events 2000 --rate 50 --api 3 --worker 3 --mongodb 1 --temporal 1` is over sooner. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    events: { type: 'string', default: '20000' },
    rate: { type: 'string', default: '80' },
    salons: { type: 'string', default: '8' },
    api: { type: 'string', default: '20' },
    worker: { type: 'string', default: '20' },
    mongodb: { type: 'string', default: '5' },
    temporal: { type: 'string', default: '5' },
  },
});
const kills = z.coerce.number().int().min(0).max(100);
const options = z
  .object({
    seed: z.coerce.number().int().min(0),
    events: z.coerce.number().int().min(1).max(200_000),
    rate: z.coerce.number().positive().max(1_000),
    salons: z.coerce.number().int().min(1).max(100),
    api: kills,
    worker: kills,
    mongodb: kills,
    temporal: kills,
  })
  .parse(values);

runBenchmark('faults', LIMIT_MINUTES, async (cleanup) => {
  const { seed, events, rate, salons, api, worker, mongodb, temporal } = options;
  const counts: KillCounts = { API: api, worker, MongoDB: mongodb, Temporal: temporal };
  const planned = killedParts.map((part) => `${part} ×${counts[part]}`).join(', ');
  console.log(
    `\n${number(events)} events of ${salons} salons at ${rate} a second, each sent one to three times and out of order, while SIGKILL meets: ${planned}; seed ${seed}`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'skvoz-faults-'));
  cleanup.add(async () => rmSync(folder, { recursive: true, force: true }));
  const built = await build(folder);
  const report = await runFaults(cleanup, {
    seed,
    events,
    eventsPerSecond: rate,
    salons,
    kills: counts,
    simulator: [join(built, 'dev', 'simulators', 'profsalon', 'main.js')],
    stack: { programs: builtPrograms(built) },
  });
  print(report);
  const { missing, twice, wrong } = report;
  if (missing.length + twice.length + wrong.length > 0) throw new Error('what is there is not what was told');
});

function print(report: FaultReport): void {
  for (const part of killedParts) {
    const ofPart = report.kills.filter((kill) => kill.part === part);
    if (ofPart.length === 0) continue;
    const away = ofPart.reduce((total, { awayMilliseconds }) => total + awayMilliseconds, 0) / ofPart.length;
    const busy = ofPart.filter(({ pending }) => pending !== null && pending > 0).length;
    console.log(
      `  ${part}: killed ${ofPart.length} times, ${busy} of them while deliveries waited; away for ${seconds(away)} on average`,
    );
  }
  const { events, acknowledgedPosts, unclearPosts, observations, deals, leads } = report;
  console.log(
    `  ${number(events)} events in ${seconds(report.flowMilliseconds)}; ${number(acknowledgedPosts)} posts acknowledged, ${number(unclearPosts)} tries refused or unanswered`,
  );
  console.log(
    `  ${number(observations)} observations, ${number(deals)} deals, ${number(leads)} leads; nothing was pending ${seconds(report.drainMilliseconds)} after the last answer`,
  );
  show('acknowledged but missing', report.missing);
  show('applied twice', report.twice);
  show('not as it was told', report.wrong);
}

function show(what: string, sentences: readonly string[]): void {
  console.log(`  ${what}: ${sentences.length}; ${verdict(sentences.length === 0, '0')}`);
  for (const sentence of sentences.slice(0, SENTENCES_SHOWN)) console.log(`    ${sentence}`);
}
