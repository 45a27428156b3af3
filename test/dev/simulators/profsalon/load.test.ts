import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { completeAnswer } from '../../../../dev/simulators/profsalon/load-connection';
import type { LoadResult } from '../../../../dev/simulators/profsalon/load-options';
import { runLoad } from '../../../../dev/simulators/profsalon/load-run';
import { jsonOf } from './decode';
import { type Receiver, startReceiver } from './receiver';

const program = require.resolve('../../../../dev/simulators/profsalon/load');
const root = join(__dirname, '..', '..', '..', '..');

const bodySchema = z.object({
  event_id: z.string(),
  salon_id: z.int(),
  token: z.string(),
  record: z.object({ id: z.int(), client: z.object({ phone: z.string(), email: z.string() }) }),
});

const hook = (receiver: Receiver, salonId = 5610) => ({
  url: receiver.url,
  salonId,
  salonLogin: 'msc_example_salon',
  token: 'TEST-TOKEN-0001',
});

async function withReceiver(
  act: (receiver: Receiver) => Promise<void>,
  answer?: Parameters<typeof startReceiver>[0],
): Promise<void> {
  const receiver = await startReceiver(answer);
  try {
    await act(receiver);
  } finally {
    await receiver.stop();
  }
}

test('every event is a booking of 1.3 KB with ids of its own, spread over the hooks', async () => {
  await withReceiver(async (one) => {
    await withReceiver(async (two) => {
      const result = await runLoad({ hooks: [hook(one, 1), hook(two, 2)], events: 300, connections: 4 });
      expect(result).toMatchObject({
        sent: 300,
        acknowledged: 300,
        unacknowledged: [],
        byStatus: { 200: 300 },
        failures: { timeout: 0, connection: 0 },
      });
      const bodies = [one, two].map(({ received }) => received.map((post) => bodySchema.parse(jsonOf(post))));
      expect(bodies.map((list) => [list.length, new Set(list.map((body) => body.salon_id))])).toEqual([
        [150, new Set([1])],
        [150, new Set([2])],
      ]);
      const all = bodies.flat();
      const distinct = <T>(of: (body: (typeof all)[number]) => T): Set<T> => new Set(all.map(of));
      const ids = Array.from({ length: 300 }, (_, number) => 100_000_000_000 + number);
      expect(distinct(({ record }) => record.id)).toEqual(new Set(ids));
      expect(distinct((body) => body.event_id).size).toBe(300);
      expect(distinct(({ record }) => record.client.phone).size).toBe(300);
      expect(distinct(({ record }) => record.client.email).size).toBe(300);
      for (const { record } of all) expect(record.client.phone).toMatch(/^7999\d{7}$/);
      for (const { body, headers } of one.received) {
        expect(headers['content-type']).toBe('application/json');
        expect(body.length).toBeGreaterThan(1_200);
        expect(body.length).toBeLessThan(1_400);
      }
      expect(one.mostAtOnce() + two.mostAtOnce()).toBeLessThanOrEqual(8);
    });
  });
});

test('what is sent to warm up is of other events, and is in no figure but its own', async () => {
  await withReceiver(async (receiver) => {
    const options = { hooks: [hook(receiver)], events: 40, connections: 2, warmUpSeconds: 60 };
    const { warmUpAcknowledged, ...result } = await runLoad(options);
    expect(warmUpAcknowledged).toBe(40);
    expect(result).toMatchObject({ sent: 40, acknowledged: 40, byStatus: { 200: 40 } });
    const ids = receiver.received.map((post) => bodySchema.parse(jsonOf(post)).record.id);
    expect(ids).toHaveLength(80);
    expect(new Set(ids).size).toBe(80);
  });
});

test('at a fixed rate events take their time, and lateness is told', async () => {
  await withReceiver(async (receiver) => {
    const result = await runLoad({ hooks: [hook(receiver)], events: 51, ratePerSecond: 100, connections: 8 });
    expect(result.acknowledged).toBe(51);
    expect(result.seconds).toBeGreaterThanOrEqual(0.498);
    expect(result.lateness.max).toBeGreaterThan(0);
    const { p50, p90, p99, max } = result.latency;
    expect([p50, p90, p99, max]).toEqual(
      [p50, p90, p99, max].toSorted((one, other) => (one ?? 0) - (other ?? 0)),
    );
    expect(p50).toBeGreaterThan(0);
  });
});

test('no more is sent once the time is up', async () => {
  await withReceiver(async (receiver) => {
    const result = await runLoad({
      hooks: [hook(receiver)],
      events: 100_000,
      ratePerSecond: 50,
      connections: 2,
      seconds: 0.4,
    });
    expect(result.sent).toBeGreaterThan(0);
    expect(result.sent).toBeLessThanOrEqual(20);
    expect(receiver.received).toHaveLength(result.sent);
  });
});

test('what was not acknowledged is told by number', async () => {
  const bad = new Set([3, 4, 5, 9]);
  await withReceiver(
    async (receiver) => {
      const result = await runLoad({ hooks: [hook(receiver)], events: 12, connections: 1 });
      expect(result).toMatchObject({
        sent: 12,
        acknowledged: 8,
        unacknowledged: [
          [3, 5],
          [9, 9],
        ],
        byStatus: { 200: 8, 503: 4 },
      });
    },
    (response, count) => response.writeHead(bad.has(count) ? 503 : 200).end('{"ok":true}'),
  );
});

test('a connection that breaks, an answer that does not come and a 5xx are tried again', async () => {
  await withReceiver(
    async (receiver) => {
      const result = await runLoad({
        hooks: [hook(receiver)],
        events: 5,
        connections: 1,
        retries: 3,
        retryPauseMilliseconds: 5,
        timeoutMilliseconds: 1_000,
      });
      expect(result).toMatchObject({
        sent: 5,
        acknowledged: 5,
        unacknowledged: [],
        byStatus: { 200: 5, 500: 1 },
        failures: { timeout: 1, connection: 1 },
      });
    },
    (response, count) => {
      if (count === 0) return void response.destroy();
      if (count === 2) return;
      response.writeHead(count === 4 ? 500 : 200).end('{"ok":true}');
    },
  );
});

test('answers with a length, in chunks and without a body are read to their end and no further', () => {
  const head = 'HTTP/1.1 200 OK\r\n';
  const answer = { status: 200, closes: false };
  const whole = `${head}Content-Length: 5\r\n\r\nhello`;
  for (let end = 0; end < whole.length; end += 1) expect(completeAnswer(whole.slice(0, end))).toBeUndefined();
  expect(completeAnswer(whole)).toEqual(answer);
  const chunked = `${head}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nhello\r\n0\r\n\r\n`;
  for (let end = 0; end < chunked.length; end += 1) {
    expect(completeAnswer(chunked.slice(0, end))).toBeUndefined();
  }
  expect(completeAnswer(chunked)).toEqual({ status: 200, closes: true });
  expect(completeAnswer('HTTP/1.1 204 No Content\r\n\r\n')).toEqual({ status: 204, closes: false });
});

test('where they are wanted, each event has a delivery id of its own, the same in all its tries', async () => {
  await withReceiver(
    async (receiver) => {
      await runLoad({
        hooks: [hook(receiver)],
        events: 3,
        connections: 1,
        retries: 1,
        retryPauseMilliseconds: 5,
        deliveryIds: true,
      });
      const ids = receiver.received.map(({ headers }) => headers['idempotency-key']);
      expect(ids).toEqual([0, 0, 1, 2].map((number) => `load-10000000000${number}`));
    },
    (response, count) => response.writeHead(count === 0 ? 503 : 200).end(),
  );
});

test('the journal tells of each event that was acknowledged, and of no other', async () => {
  await withReceiver(
    async (receiver) => {
      const acknowledged: number[] = [];
      const options = { hooks: [hook(receiver)], events: 3, connections: 1 };
      await runLoad({ ...options, journal: true }, ({ recordId }) => acknowledged.push(recordId));
      expect(acknowledged).toEqual([100_000_000_000, 100_000_000_002]);
    },
    (response, count) => response.writeHead(count === 1 ? 503 : 200).end(),
  );
});

test('as a process it reads options from its input and prints one line', async () => {
  await withReceiver(async (receiver) => {
    const { code, output } = await load({ hooks: [hook(receiver)], events: 40, connections: 2 });
    expect(code).toBe(0);
    const result: LoadResult = JSON.parse(output);
    expect(result).toMatchObject({ sent: 40, acknowledged: 40 });
    expect(receiver.received).toHaveLength(40);
  });
});

test('as a process it refuses another machine, and does not repeat the URL', async () => {
  const url = 'http://192.0.2.1/hooks/profsalon/one/aaaabbbb';
  const { code, errors } = await load({ hooks: [{ url, salonId: 1, salonLogin: 'a' }], events: 1 });
  expect(code).toBe(1);
  expect(errors).toContain('leads to another machine');
  expect(errors).not.toContain('aaaabbbb');
});

async function load(options: unknown): Promise<{ code: unknown; output: string; errors: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: root,
  });
  const ended = once(child, 'exit');
  child.stdin.end(JSON.stringify(options));
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, output, errors };
}
