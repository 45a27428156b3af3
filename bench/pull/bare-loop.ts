import { Agent } from 'node:http';
import axios from 'axios';
import { DateTime } from 'luxon';
import { MongoClient } from 'mongodb';
import { z } from 'zod';
import { TokenSource } from '../../src/vendors/medods/token';

/**
 * The peer of `npm run bench:pull`: what a good engineer writes in an afternoon to load a clinic. One
 * request at a time over a kept connection, the same windows of visit dates, pages, orders and clients
 * as ours; rows are kept as they came, a collection for each entity, by unordered bulk upserts with our
 * write concern. It has no raw copies, history, folds, leads, checkpoints, retries or secondary indexes.
 */

const PAGE_SIZE = 100;
const WINDOW_DAYS = 31;

const environment = z
  .object({
    MONGODB_URI: z.string(),
    ORIGIN: z.url(),
    HOST: z.string(),
    IDENTITY: z.string(),
    SECRET_KEY: z.string(),
    FROM: z.iso.date(),
    TO: z.iso.date(),
  })
  .parse(process.env);

const rowSchema = z.looseObject({ id: z.int() });
type Row = z.infer<typeof rowSchema>;
const pageSchema = z.object({ data: z.array(rowSchema), totalItems: z.int() });

const tokens = new TokenSource(environment.IDENTITY, environment.SECRET_KEY);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const http = axios.create({
  baseURL: `${environment.ORIGIN}/api/v2`,
  headers: { Host: environment.HOST },
  httpAgent: agent,
  timeout: 15_000,
});
const mongo = new MongoClient(environment.MONGODB_URI, { w: 'majority', journal: true });

async function get(path: string, params: Record<string, string | number> = {}): Promise<unknown> {
  const headers = { Authorization: `Bearer ${tokens.current()}` };
  const { data } = await http.get<unknown>(path, { params, headers });
  return data;
}

/** Each page begins with the last row of the one before, so that the pages are those that ours asks for. */
async function eachPage(
  path: string,
  query: Record<string, string>,
  take: (rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  for (let rows = 0; ; ) {
    const overlap = rows === 0 ? 0 : 1;
    const offset = rows - overlap;
    const { data, totalItems } = pageSchema.parse(await get(path, { ...query, limit: PAGE_SIZE, offset }));
    const fresh = data.slice(overlap);
    rows += fresh.length;
    await take(fresh);
    if (fresh.length === 0 || (rows >= totalItems && data.length < PAGE_SIZE)) return;
  }
}

async function save(entity: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const upserts = rows.map(({ id, ...fields }) => ({
    updateOne: { filter: { _id: id }, update: { $set: fields }, upsert: true },
  }));
  await mongo.db().collection<{ _id: number }>(entity).bulkWrite(upserts, { ordered: false });
}

async function loadAppointments(from: string, to: string): Promise<void> {
  await eachPage('/appointments', { dateStart: from, dateEnd: to }, async (appointments) => {
    const orders: Row[] = [];
    for (const { orderId } of appointments) {
      if (typeof orderId === 'number') orders.push(rowSchema.parse(await get(`/orders/${orderId}`)));
    }
    await save('appointments', appointments);
    await save('orders', orders);
  });
}

async function main(): Promise<void> {
  await mongo.connect();
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const last = DateTime.fromISO(environment.TO);
  for (let from = DateTime.fromISO(environment.FROM); from <= last; from = from.plus({ days: WINDOW_DAYS })) {
    const to = DateTime.min(from.plus({ days: WINDOW_DAYS - 1 }), last);
    await loadAppointments(from.toFormat('yyyy-MM-dd'), to.toFormat('yyyy-MM-dd'));
  }
  await eachPage('/clients', {}, (clients) => save('clients', clients));
  const { user, system } = process.cpuUsage(cpuBefore);
  console.log(
    JSON.stringify({
      milliseconds: performance.now() - startedAt,
      cpuMilliseconds: (user + system) / 1000,
      peakBytes: process.resourceUsage().maxRSS * 1024,
    }),
  );
  await mongo.close();
  agent.destroy();
}

void main();
