import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { workflowIds } from '../src/domain/names';
import { workflowTypes } from '../src/domain/workflow-contract';
import { binary } from '../test/dev/stack/binary';
import { createClinic, type TestClinic } from '../test/system/clinic';
import { recordHistory } from '../test/system/history-file';
import removeBundle from '../test/system/remove-workflow-bundle';
import { startSystem, type TestSystem } from '../test/system/system';
import { waitFor } from '../test/system/wait-for';
import bundleOnce from '../test/system/workflow-bundle';
import { messageOf } from './errors';
import { freePorts } from './stack/ports';
import { startTemporal } from './stack/temporal';
import { startTestServers } from './stack/test-servers';

/** The server's default is 4096: this many keep the file small. */
const EVENTS_BEFORE_CONTINUING = 40;
const clinicData = { appointments: 120, daysBack: 10, daysAhead: 2, clients: 20, shareWithOrders: 0.05 };
const SECOND_PAGE = 'dateStart.*offset=99';

/** Keeps whatever this function starts until it is over. */
async function withSystem(use: (system: TestSystem) => Promise<void>, pullStepMs = 60_000): Promise<void> {
  const system = await startSystem({ limits: { pullStepMs } });
  try {
    await use(system);
  } finally {
    await system.stop();
  }
}

function integrationOf({ temporal }: TestSystem, { key }: TestClinic): WorkflowHandle {
  return temporal.workflow.getHandle(workflowIds.integration(key));
}

async function state(clinic: TestClinic, wanted: string): Promise<void> {
  await waitFor(`the state ${wanted}`, async () => (await clinic.integration()).state === wanted);
}

/** How many signals and updates an integration has been sent is seen by its history alone. */
async function taken(handle: WorkflowHandle, signals: number): Promise<void> {
  await waitFor(`${signals} signals to be taken`, async () => {
    const events = (await handle.fetchHistory()).events ?? [];
    return events.filter((event) => event.workflowExecutionSignaledEventAttributes != null).length >= signals;
  });
}

/** Activated, pulled, checked, paused, resumed, changed, failed, healed, deactivated. */
async function recordLife(system: TestSystem): Promise<void> {
  const clinic = await createClinic(system, clinicData);
  const integration = integrationOf(system, clinic);
  await clinic.update('activate');
  const first = await clinic.endedRun();
  const daily = system.temporal.workflow.getHandle(first.workflowId);
  await daily.result();
  await recordHistory('pull-daily', daily);
  await clinic.update('check');
  await clinic.update('pause');
  await clinic.update('resume');
  await clinic.changeSettings({ visitDaysBack: 9 });
  await taken(integration, 2);

  await system.medods.setFaults(clinic.host, { path: SECOND_PAGE, effect: { kind: 'status', status: 401 } });
  const refused = await clinic.startPull();
  await refused.ended();
  await recordHistory('pull-refused', refused.handle);
  await state(clinic, 'failed');
  await system.medods.setFaults(clinic.host);
  await clinic.changeSettings({ visitDaysBack: 10 });
  await state(clinic, 'active');
  await clinic.endedRun(3);

  await system.medods.setFaults(clinic.host, { path: SECOND_PAGE, effect: { kind: 'errorsKey' } });
  const failed = await clinic.startPull();
  await failed.ended();
  await recordHistory('pull-failed', failed.handle);

  await system.medods.setFaults(clinic.host, { path: SECOND_PAGE, effect: { kind: 'neverAnswer' } });
  const cancelled = await clinic.startPull();
  await waitFor('the second page to be asked for', async () => {
    return (await system.medods.faults(clinic.host)).some(({ acted }) => acted > 0);
  });
  await cancelled.handle.cancel();
  await cancelled.ended();
  await recordHistory('pull-cancelled', cancelled.handle);

  await clinic.deactivate();
  await integration.result();
  await recordHistory('integration-life', integration);
}

async function recordSteps(system: TestSystem): Promise<void> {
  const clinic = await createClinic(system, clinicData);
  const pull = await clinic.startPull();
  await pull.ended();
  await recordHistory('pull-in-steps', pull.handle);
}

async function recordSweep({ temporal, dependencies }: TestSystem): Promise<void> {
  const sweep = await temporal.workflow.start(workflowTypes.sweep, {
    workflowId: `sweep-${dependencies.taskQueues.entity}`,
    taskQueue: dependencies.taskQueues.entity,
    args: [{ hourly: true }],
  });
  await sweep.result();
  await recordHistory('sweep', sweep);
}

/** Asks until the integration continues as new, and goes on with its successor. */
async function recordContinued(system: TestSystem): Promise<void> {
  const clinic = await createClinic(system, clinicData);
  await clinic.update('activate');
  await clinic.endedRun();
  const current = integrationOf(system, clinic);
  const { runId } = await current.describe();
  const firstRun = system.temporal.workflow.getHandle(current.workflowId, runId);
  await waitFor('the integration to continue as new', async () => {
    await clinic.update('check');
    return (await firstRun.describe()).status.name === 'CONTINUED_AS_NEW';
  });
  await recordHistory('integration-continued-1', firstRun);
  const second = await current.describe();
  await clinic.update('pause');
  await clinic.update('resume');
  await clinic.deactivate();
  await recordHistory(
    'integration-continued-2',
    system.temporal.workflow.getHandle(current.workflowId, second.runId),
  );
}

/** Records the histories that the replay tests read. Run it when workflows have changed on purpose. */
async function main(): Promise<void> {
  const log = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const folder = mkdtempSync(join(tmpdir(), 'skvoz-record-'));
  const servers = await startTestServers(process.env, log);
  Object.assign(process.env, servers.variables);
  const [port = 0] = await freePorts(1);
  const short = await startTemporal({
    port,
    binary: binary('SKVOZ_TEST_TEMPORAL_BINARY'),
    namespace: 'default',
    dynamicConfig: [`limit.historyCount.suggestContinueAsNew=${EVENTS_BEFORE_CONTINUING}`],
    logFile: join(folder, 'temporal.log'),
    log,
  });
  try {
    await bundleOnce();
    await withSystem(recordLife);
    await withSystem(recordSweep);
    await withSystem(recordSteps, 0);
    process.env['SKVOZ_TEST_TEMPORAL_ADDRESS'] = short.address;
    await withSystem(recordContinued);
  } finally {
    await short.stop();
    await servers.stop();
    await removeBundle();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
