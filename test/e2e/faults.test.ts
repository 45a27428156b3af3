import { dirname, join } from 'node:path';
import { type FaultReport, runFaults } from '../../bench/faults/fault-run';
import { Cleanup } from '../../bench/stand/cleanup';
import { binary } from '../dev/stack/binary';

const ROOT = join(__dirname, '..', '..');
const SEED = 7;
const PATH = [process.execPath, binary('SKVOZ_TEST_MONGOD_BINARY'), binary('SKVOZ_TEST_TEMPORAL_BINARY')]
  .map(dirname)
  .join(':');

// Servers and processes start while other tests use the machine too, and a killed drain is noticed late.
jest.setTimeout(300_000);

const cleanup = new Cleanup();
let report: FaultReport;
beforeAll(async () => {
  report = await runFaults(cleanup, {
    seed: SEED,
    events: 400,
    eventsPerSecond: 30,
    salons: 3,
    kills: { API: 2, worker: 1, MongoDB: 2, Temporal: 1 },
    simulator: ['--import', 'tsx', join(ROOT, 'dev', 'simulators', 'profsalon', 'main.ts')],
    stack: { environment: { PATH } },
  });
});
afterAll(() => cleanup.run());

test('parts are killed while deliveries wait to be applied', () => {
  expect(report.kills.map(({ part }) => part).sort()).toEqual(
    ['API', 'API', 'MongoDB', 'MongoDB', 'Temporal', 'worker'].sort(),
  );
  expect(report.kills.some(({ pending }) => pending !== null && pending > 0)).toBe(true);
  expect(report).toMatchObject({ events: 400 });
});

test('whatever part is killed, no delivery that was answered 200 is missing in the end', () => {
  expect(report.acknowledgedPosts).toBeGreaterThan(400);
  expect(report.missing).toEqual([]);
});

test('whatever part is killed, nothing is applied twice', () => {
  expect(report.twice).toEqual([]);
});

test('whatever part is killed, deals, leads and history are in the end as they were told', () => {
  expect(report.deals).toBeGreaterThan(0);
  expect(report.leads).toBeGreaterThan(0);
  expect(report.wrong).toEqual([]);
});
