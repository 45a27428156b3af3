import { createServer } from 'node:http';
import { MockActivityEnvironment } from '@temporalio/testing';
import { z } from 'zod';
import type { FaultBody } from '../../dev/simulators/medods/control';
import { createPullQueueActivities } from '../../src/activities/activities';
import { createLogger } from '../../src/platform/log';
import { createTemporalLogger } from '../../src/platform/temporal-logger';
import { createClinic, type TestClinic } from '../system/clinic';
import { differencesFromClinic } from '../system/clinic-truth';
import { listenApi } from '../system/listening-api';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';

const shownRunsSchema = z.object({
  items: z.array(
    z.object({
      state: z.string(),
      waitingUntil: z.string().nullable(),
      error: z.object({ code: z.string(), message: z.unknown() }).nullable(),
    }),
  ),
});
const month = { appointments: 250, daysBack: 20, daysAhead: 20, clients: 60 };
const SECOND_PAGE = 'dateStart.*offset=99';

let system: TestSystem;
const logger = createTemporalLogger(createLogger({ level: 'silent', pretty: false, name: 'test' }));
beforeAll(async () => {
  system = await startSystem({ timeoutMs: 500 });
});
afterAll(() => system.stop());

/** What a failure must leave as it was. */
async function standing({ checkpoint, integration }: TestClinic): Promise<unknown> {
  return { highWater: (await checkpoint())?.highWater, state: (await integration()).state };
}

const passing: [string, FaultBody['effect'], number][] = [
  ['429 without Retry-After', { kind: 'status', status: 429 }, 2],
  ['429 with a date of the past', { kind: 'status', status: 429, retryAfter: { dateInSeconds: -5 } }, 2],
  ['500', { kind: 'status', status: 500 }, 3],
  ['502 with a page', { kind: 'html', status: 502 }, 3],
  ['a hang', { kind: 'neverAnswer' }, 1],
  ['an answer slower than the time-out', { kind: 'slow', milliseconds: 1500 }, 1],
  ['a cut body', { kind: 'cutBody' }, 2],
  ['broken JSON', { kind: 'brokenJson' }, 2],
  ['HTML with 200', { kind: 'html' }, 2],
  ['a body of 40 MB', { kind: 'oversizedBody', bytes: 40 * 1024 * 1024 }, 1],
];
test.each(passing)('%s for a while loses nothing and fails nothing', async (_name, effect, times) => {
  const clinic = await createClinic(system, month);
  await system.medods.setFaults(clinic.host, { path: SECOND_PAGE, times, effect });

  expect(await clinic.pull()).toMatchObject({ state: 'succeeded', error: null, counts: { new: 250 } });

  const [fault] = await system.medods.faults(clinic.host);
  expect(fault?.acted).toBe(times);
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
});

test('compressed answers are read', async () => {
  const clinic = await createClinic(system, month);
  await system.medods.setFaults(clinic.host, { effect: { kind: 'gzip' } });
  expect(await clinic.pull()).toMatchObject({ state: 'succeeded' });
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
});

test.each([429, 503])('a short Retry-After of a %d is waited for within the pull', async (status) => {
  const clinic = await createClinic(system, month);
  await system.medods.setFaults(clinic.host, {
    path: SECOND_PAGE,
    times: 1,
    effect: { kind: 'status', status, retryAfter: { seconds: 2 } },
  });
  expect(await clinic.pull()).toMatchObject({ state: 'succeeded' });
  const { requests } = await system.medods.journal(clinic.host);
  const refused = requests.findIndex((request) => request.status === status);
  const [before, after] = [requests[refused], requests[refused + 1]];
  expect(after?.path).toBe(before?.path);
  expect((after?.at ?? 0) - (before?.at ?? 0)).toBeGreaterThanOrEqual(2000);
});

test.each([
  ['in seconds', 429, { seconds: 900 }],
  ['as a date', 429, { dateInSeconds: 900 }],
  ['of a 503', 503, { seconds: 900 }],
])(
  'a long Retry-After %s lets the run wait, and it goes on from its page afterwards',
  async (_, status, retryAfter) => {
    const clinic = await createClinic(system, month);
    await system.medods.setFaults(clinic.host, {
      path: SECOND_PAGE,
      times: 1,
      effect: { kind: 'status', status, retryAfter },
    });
    const pull = await clinic.startPull();

    const run = await waitFor('the run to wait', async () => {
      const stored = await pull.run();
      return stored?.state === 'waiting' && stored;
    });
    const seconds = ((run.waitingUntil?.getTime() ?? 0) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(880);
    expect(seconds).toBeLessThanOrEqual(900);
    const lease = (await clinic.checkpoint())?.lease;
    expect(lease?.expiresAt.getTime()).toBeGreaterThan(run.waitingUntil?.getTime() ?? 0);
    const nextAt = await waitFor('the next attempt to be planned', async () => {
      const { pendingActivities } = (await pull.handle.describe()).raw;
      const seconds = Number(pendingActivities?.[0]?.nextAttemptScheduleTime?.seconds ?? 0);
      return seconds > 0 && seconds * 1000;
    });
    expect(Math.abs(nextAt - (run.waitingUntil?.getTime() ?? 0))).toBeLessThan(5000);

    const { total } = await system.medods.takeJournal(clinic.host);
    expect(total).toBeGreaterThan(0);
    await system.temporal.workflowService.resetActivity({
      namespace: system.temporal.options.namespace,
      execution: { workflowId: pull.handle.workflowId },
      type: 'pullPages',
    });
    expect(await pull.ended()).toMatchObject({
      state: 'succeeded',
      waitingUntil: null,
      counts: { seen: 250 },
    });
    expect(await differencesFromClinic(system, clinic)).toEqual([]);
    const [first] = (await system.medods.journal(clinic.host)).requests;
    expect(first?.path).toMatch(new RegExp(SECOND_PAGE));
  },
);

test('a run that failed says what failed and when it is tried next, until the next attempt begins', async () => {
  const clinic = await createClinic(system, month);
  const api = await listenApi(system);
  try {
    await api.call('POST', '/tenants', { id: clinic.key.tenantId, name: 'Клиника', components: [] });
    await system.medods.setFaults(clinic.host, {
      path: SECOND_PAGE,
      effect: { kind: 'status', status: 500 },
    });
    const pull = await clinic.startPull();
    const path = `/tenants/${clinic.key.tenantId}/integrations/medods/runs`;
    const shown = async () => shownRunsSchema.parse(await api.call('GET', path)).items[0];

    const run = await waitFor('the run to wait', async () => {
      const waiting = await shown();
      return waiting?.state === 'waiting' && waiting;
    });
    expect(run.error).toMatchObject({ code: 'vendor_unavailable', message: { ru: expect.any(String) } });
    const nextAt = await waitFor('the next attempt to be planned', async () => {
      const [pending] = (await pull.handle.describe()).raw.pendingActivities ?? [];
      const seconds = Number(pending?.nextAttemptScheduleTime?.seconds ?? 0);
      return seconds > 0 && seconds * 1000;
    });
    expect(Math.abs(nextAt - Date.parse(run.waitingUntil ?? ''))).toBeLessThan(3000);

    await system.medods.setFaults(clinic.host);
    expect(await pull.ended()).toMatchObject({ state: 'succeeded' });
    expect(await shown()).toMatchObject({ state: 'succeeded', error: null, waitingUntil: null });
    expect(await differencesFromClinic(system, clinic)).toEqual([]);
  } finally {
    await api.close();
  }
});

test('a run that waits can be cancelled, and gives its lease back', async () => {
  const clinic = await createClinic(system, month);
  await system.medods.setFaults(clinic.host, {
    path: SECOND_PAGE,
    effect: { kind: 'status', status: 429, retryAfter: { seconds: 900 } },
  });
  const pull = await clinic.startPull();
  await waitFor('the run to wait', async () => (await pull.run())?.state === 'waiting');
  await pull.handle.cancel();
  expect(await pull.ended()).toMatchObject({ state: 'cancelled', error: null, waitingUntil: null });
  expect(await clinic.checkpoint()).toMatchObject({ lease: null });
});

const lasting: [string, FaultBody['effect'], string][] = [
  ['a 200 that says it failed', { kind: 'errorsKey' }, 'vendor_request_refused'],
  ['422', { kind: 'status', status: 422 }, 'vendor_request_refused'],
];
test.each(lasting)(
  '%s ends the run, names itself, and leaves checkpoint and integration alone',
  async (_name, effect, code) => {
    const clinic = await createClinic(system, month);
    await clinic.update('activate');
    await clinic.endedRun();
    const before = await standing(clinic);
    await system.medods.setFaults(clinic.host, { path: SECOND_PAGE, effect });

    expect(await clinic.pull()).toMatchObject({ state: 'failed', error: { code } });

    expect(await standing(clinic)).toEqual(before);
    expect((await clinic.integration()).health).toMatchObject({ error: { code } });
    expect((await clinic.integration()).health.failingSince).not.toBeNull();
    expect(await clinic.checkpoint()).toMatchObject({ lease: null });

    await system.medods.setFaults(clinic.host);
    expect(await clinic.pull()).toMatchObject({ state: 'succeeded' });
    expect((await clinic.integration()).health).toMatchObject({ failingSince: null, error: null });
    await clinic.deactivate();
  },
);

test('a redirect into the private network is not followed', async () => {
  let asked = 0;
  const inside = createServer((_request, response) => {
    asked += 1;
    response.end();
  });
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
  const address = inside.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const location = `http://127.0.0.1:${address.port}/latest/meta-data/`;
  try {
    await fetch(location);
    expect(asked).toBe(1);
    const clinic = await createClinic(system, month);
    await system.medods.setFaults(clinic.host, { effect: { kind: 'redirect', location } });
    expect(await clinic.pull()).toMatchObject({ state: 'failed', error: { code: 'vendor_redirected' } });
    expect((await system.medods.journal(clinic.host)).requests[0]?.status).toBe(302);
    expect(asked).toBe(1);
  } finally {
    inside.closeAllConnections();
    await new Promise((resolve) => inside.close(resolve));
  }
});

test.each<[string, FaultBody['effect'], string]>([
  ['errors', { kind: 'status', status: 500 }, 'vendor_unavailable'],
  ['silence', { kind: 'neverAnswer' }, 'vendor_timeout'],
  ['429 without a time', { kind: 'status', status: 429 }, 'vendor_rate_limited'],
  ['broken JSON', { kind: 'brokenJson' }, 'vendor_response_invalid'],
  ['the same page', { kind: 'repeatedPage', page: 'first' }, 'vendor_pages_repeat'],
])(
  'of %s without end an attempt gives up to be tried later, and keeps its pages',
  async (_, effect, code) => {
    const clinic = await createClinic(system, { ...month, appointments: 450 });
    await system.medods.setFaults(clinic.host, { path: 'dateStart.*offset=(99|198|297|396)', effect });
    const { pullPages, endPull } = createPullQueueActivities(system.dependencies);
    const run = {
      ...clinic.key,
      runId: `run-${clinic.key.tenantId}`,
      workflowId: 'none',
      kind: 'sync' as const,
      range: null,
    };
    const attempt = () => new MockActivityEnvironment({}, { logger }).run(pullPages, run);

    await expect(attempt()).rejects.toMatchObject({ message: code, type: code, nonRetryable: false });
    const stored = await system.storage.runs.get(run.tenantId, 'medods', run.runId);
    expect(stored).toMatchObject({
      state: 'waiting',
      error: { code },
      waitingUntil: expect.any(Date),
      counts: { seen: 100 },
    });
    const checkpoint = await clinic.checkpoint();
    expect(checkpoint).toMatchObject({ highWater: null, lease: { runId: run.runId } });
    expect(checkpoint?.lease?.expiresAt.getTime()).toBeGreaterThan(stored?.waitingUntil?.getTime() ?? 0);

    await system.medods.setFaults(clinic.host);
    await system.medods.takeJournal(clinic.host);
    expect(await attempt()).toEqual({ more: false, state: 'succeeded', failure: null });
    expect(await system.storage.runs.get(run.tenantId, 'medods', run.runId)).toMatchObject({
      error: null,
      waitingUntil: null,
    });
    expect(await differencesFromClinic(system, clinic)).toEqual([]);

    const late = { ...run, runId: `${run.runId}-2` };
    await new MockActivityEnvironment().run(() =>
      endPull(late, 'failed', { code: 'vendor_unavailable', parameters: {} }),
    );
    expect(await system.storage.runs.get(run.tenantId, 'medods', late.runId)).toMatchObject({
      state: 'failed',
      error: { code: 'vendor_unavailable' },
    });
  },
);
