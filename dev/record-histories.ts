import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import type { ActivityLimits } from '../src/activities/dependencies';
import { workflowIds } from '../src/domain/names';
import { signalNames, workflowTypes } from '../src/domain/workflow-contract';
import { binary } from '../test/dev/stack/binary';
import { createClinic, type TestClinic } from '../test/system/clinic';
import { recordHistory } from '../test/system/history-file';
import removeBundle from '../test/system/remove-workflow-bundle';
import { createSalon, type TestSalon } from '../test/system/salon';
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
async function withSystem(
  use: (system: TestSystem) => Promise<void>,
  limits: Partial<ActivityLimits> = {},
): Promise<void> {
  const system = await startSystem({ limits });
  try {
    await use(system);
  } finally {
    await system.stop();
  }
}

function integrationOf(
  { temporal }: TestSystem,
  { key }: Pick<TestClinic | TestSalon, 'key'>,
): WorkflowHandle {
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

/** Deliveries before it is switched on, then until it continues as new, and after that until it is switched off. */
async function recordSalon(system: TestSystem): Promise<void> {
  const salon = await createSalon(system);
  let bookings = 0;
  const deliver = async (): Promise<void> => {
    bookings += 1;
    await salon.store(salon.body({ id: bookings, status: 'new' }, 'create'));
    if (await system.storage.integrations.flipWake(salon.key)) {
      await integrationOf(system, salon).signal(signalNames.webhooksReceived);
    }
  };
  await deliver();
  await salon.update('activate');
  const current = integrationOf(system, salon);
  const { runId } = await current.describe();
  const firstRun = system.temporal.workflow.getHandle(current.workflowId, runId);
  await waitFor('the integration to continue as new', async () => {
    await deliver();
    return (await firstRun.describe()).status.name === 'CONTINUED_AS_NEW';
  });
  await recordHistory('salon-continued-1', firstRun);
  const second = await current.describe();
  for (const _ of ['first', 'second']) {
    await waitFor('the drain to be over', async () => !(await salon.integration()).wake);
    await deliver();
  }
  await waitFor('all to be applied', async () => (await salon.deals()).length === bookings);
  await salon.deactivate();
  await recordHistory(
    'salon-continued-2',
    system.temporal.workflow.getHandle(current.workflowId, second.runId),
  );
}

/** What can be recorded; the continuing ones on a server that suggests it early. */
const scenes: Readonly<Record<string, { readonly short: boolean; record(): Promise<void> }>> = {
  life: { short: false, record: () => withSystem(recordLife) },
  sweep: { short: false, record: () => withSystem(recordSweep) },
  steps: { short: false, record: () => withSystem(recordSteps, { pullStepMs: 0 }) },
  continued: { short: true, record: () => withSystem(recordContinued) },
  salon: { short: true, record: () => withSystem(recordSalon, { lingerMs: 0 }) },
};

/**
 * Records histories that the replay tests read, all or those of the scenes named. Run it when workflows have
 * changed on purpose. What was recorded before stays beside: it may be running still.
 */
async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const unknown = named.filter((name) => !Object.hasOwn(scenes, name));
  if (unknown.length > 0) {
    throw new Error(`there is no ${unknown.join(', ')}, but there are ${Object.keys(scenes).join(', ')}`);
  }
  const wanted = Object.entries(scenes).filter(([name]) => named.length === 0 || named.includes(name));
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
    const { address } = short;
    const longAddress = process.env['SKVOZ_TEST_TEMPORAL_ADDRESS'];
    for (const [name, scene] of wanted) {
      Object.assign(process.env, { SKVOZ_TEST_TEMPORAL_ADDRESS: scene.short ? address : longAddress });
      log(`recording ${name}`);
      await scene.record();
    }
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
