import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MongoClient } from 'mongodb';
import { z } from 'zod';
import { findMongod } from '../../dev/binaries/mongod';
import { startMongo } from '../../dev/stack/mongo';
import { freePorts } from '../../dev/stack/ports';
import { serverEnvironment } from '../../dev/stack/wait';
import type { DealDocument } from '../../src/storage/deals';
import type { LeadDocument } from '../../src/storage/leads';
import { migrate } from '../../src/storage/schema';
import { runBenchmark } from '../stand/benchmark';
import { number, percentile, seconds, verdict } from '../stand/figures';
import { startOwnApi } from './api';
import { fill } from './fill';
import { measureQuery } from './measure';
import { dashboardQueries, dealQueries, leadQueries } from './queries';
import { benchDeal, benchLead } from './records';

const LIMIT_MINUTES = 20;
const GOAL_MS = 500;
const TENANT = 'network';

/** `npm run bench:lists -- --deals 100000 --leads 30000 --rounds 5` measures less, sooner. */
const { values } = parseArgs({
  options: {
    deals: { type: 'string', default: '1000000' },
    leads: { type: 'string', default: '300000' },
    rounds: { type: 'string', default: '9' },
  },
});
const { deals, leads, rounds } = z
  .object({
    deals: z.coerce.number().int().min(10_000).max(5_000_000),
    leads: z.coerce.number().int().min(1_000).max(5_000_000),
    rounds: z.coerce.number().int().min(2).max(100),
  })
  .parse(values);

runBenchmark('bench:lists', LIMIT_MINUTES, async (cleanup, log) => {
  const folder = mkdtempSync(join(tmpdir(), 'skvoz-bench-'));
  cleanup.add(async () => rmSync(folder, { recursive: true, force: true }));
  const binary = await findMongod(serverEnvironment(), log);
  const [port = 0] = await freePorts(1);
  const mongo = await startMongo({
    port,
    binary,
    log,
    dataDir: join(folder, 'mongodb'),
    logFile: join(folder, 'mongodb.log'),
  });
  cleanup.add(() => mongo.stop());
  const client = await MongoClient.connect(mongo.uri);
  cleanup.add(() => client.close());
  const db = client.db('bench');

  const startedAt = performance.now();
  const others = Math.floor(deals / 5);
  await fill(db.collection<DealDocument>('deals'), others, (record) => benchDeal('another', record, others));
  await fill(db.collection<DealDocument>('deals'), deals, (record) => benchDeal(TENANT, record, deals));
  await fill(db.collection<LeadDocument>('leads'), leads, (record) => benchLead(TENANT, record, leads));
  const filledAt = performance.now();
  await migrate(db);
  console.log(
    `\n${number(deals)} deals and ${number(leads)} leads of one tenant beside ${number(others)} deals of another: written in ${seconds(filledAt - startedAt)}, indexed in ${seconds(performance.now() - filledAt)}; MongoDB has 0.5 GB of cache.`,
  );
  console.log(
    `Milliseconds of the API for a whole answer: the first one, with nothing planned yet, then p50 and p95 of ${rounds}; what MongoDB examined for the list.\n`,
  );

  const api = await startOwnApi(cleanup, folder, db, { id: TENANT, timezone: 'Europe/Moscow' });
  let slowest = 0;
  const queries = [...dealQueries(TENANT, deals), ...leadQueries(leads), ...dashboardQueries(deals)];
  for (const query of queries) {
    const { first, times, rows, keys, documents } = await measureQuery(api, db, query, rounds);
    const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
    if (query.hasGoal) slowest = Math.max(slowest, p95);
    const name = `${query.path.split(/[/?]/)[1] ?? ''}: ${query.what}`;
    const examined = keys === null ? '' : `, ${number(keys)} keys, ${number(documents ?? 0)} documents`;
    console.log(
      `  ${name.padEnd(44)} first ${number(first).padStart(6)}, p50 ${number(p50).padStart(5)}, p95 ${number(p95).padStart(5)}; ${rows} rows${examined}`,
    );
  }
  console.log(
    `\nThe slowest filter at p95: ${number(slowest)} ms; ${verdict(slowest < GOAL_MS, `under ${GOAL_MS} ms`)}`,
  );
});
