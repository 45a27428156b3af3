import { hostname } from 'node:os';
import { type ReplayResult, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { z } from 'zod';
import { createLogger } from '../../src/platform/log';
import { installTemporalRuntime } from '../../src/platform/temporal-worker';
import { IDENTITY, SECRET_KEY } from '../system/clinic';
import { type RecordedHistory, readHistory, recordedNames, replayable } from '../system/history-file';
import { leaksOf, textsOf } from '../system/kept-texts';
import { SALON_TOKEN } from '../system/salon';
import { testWorkflowBundle } from '../system/workflow-bundle';

const names = recordedNames();

beforeAll(() => {
  // What a replay that fails has to say is in its result.
  installTemporalRuntime(createLogger({ level: 'silent', pretty: false, name: 'test' }));
});

async function replay(...recorded: readonly RecordedHistory[]): Promise<ReplayResult[]> {
  const histories = recorded.map(replayable);
  const results: ReplayResult[] = [];
  for await (const result of Worker.runReplayHistories({ workflowBundle: testWorkflowBundle() }, histories)) {
    results.push(result);
  }
  return results;
}

/** The kinds of the events of a history, without the prefix they share. */
function kindsOf({ history }: RecordedHistory): string[] {
  return history.events.map(({ eventType }) => z.string().parse(eventType).replace('EVENT_TYPE_', ''));
}

test('the workflows of today replay every recorded history', async () => {
  const results = await replay(...names.map(readHistory));
  expect(results.map(({ error }) => error)).toEqual(names.map(() => undefined));
});

test('the recorded histories hold a life with failure, a cancelled pull and a continued integration', () => {
  const kinds = new Map(names.map((name) => [name, kindsOf(readHistory(name))]));
  expect(kinds.get('integration-life')?.at(-1)).toBe('WORKFLOW_EXECUTION_COMPLETED');
  expect(kinds.get('pull-daily')?.at(-1)).toBe('WORKFLOW_EXECUTION_COMPLETED');
  expect(kinds.get('pull-failed')).toContain('ACTIVITY_TASK_FAILED');
  expect(kinds.get('pull-cancelled')).toContain('ACTIVITY_TASK_CANCEL_REQUESTED');
  expect(kinds.get('pull-cancelled')?.at(-1)).toBe('WORKFLOW_EXECUTION_CANCELED');
  expectContinued('integration-continued-1', 'integration-continued-2');
});

test('the recorded histories hold a salon whose deliveries are drained before and after it continues as new', () => {
  expectContinued('salon-continued-1', 'salon-continued-2');
  for (const recorded of ['salon-continued-1', 'salon-continued-2'].map(readHistory)) {
    expect(kindsOf(recorded)).toContain('WORKFLOW_EXECUTION_SIGNALED');
    const activities = recorded.history.events.flatMap((event) => {
      const scheduled = activitySchema.safeParse(event['activityTaskScheduledEventAttributes']);
      return scheduled.success ? [scheduled.data.activityType.name] : [];
    });
    expect(activities.filter((name) => name === 'drainInbox').length).toBeGreaterThan(1);
  }
  expect(kindsOf(readHistory('salon-continued-2')).at(-1)).toBe('WORKFLOW_EXECUTION_COMPLETED');
});

function expectContinued(firstName: string, secondName: string): void {
  const [first, second] = [firstName, secondName].map(readHistory);
  const { newExecutionRunId } = attributesOf(first, -1, 'workflowExecutionContinuedAsNewEventAttributes');
  const { originalExecutionRunId } = attributesOf(second, 0, 'workflowExecutionStartedEventAttributes');
  expect(newExecutionRunId).toEqual(expect.any(String));
  expect(newExecutionRunId).toBe(originalExecutionRunId);
}

function attributesOf(
  recorded: RecordedHistory | undefined,
  index: number,
  name: string,
): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(recorded?.history.events.at(index)?.[name]);
}

const activitySchema = z.object({ activityType: z.object({ name: z.string() }) });

test.each(names)('the history %s with another activity in it is not replayed', async (name) => {
  const recorded = readHistory(name);
  const scheduled = recorded.history.events.find((event) => 'activityTaskScheduledEventAttributes' in event);
  const attributes = activitySchema.loose().parse(scheduled?.['activityTaskScheduledEventAttributes']);
  const changed = {
    ...scheduled,
    activityTaskScheduledEventAttributes: { ...attributes, activityType: { name: 'somethingElse' } },
  };
  const events = recorded.history.events.map((event) => (event === scheduled ? changed : event));
  const [result] = await replay({ ...recorded, history: { events } });
  expect(result?.error).toBeInstanceOf(DeterminismViolationError);
});

test('no recorded history names a person, a key or the machine it was recorded on', () => {
  const leaks = (recorded: RecordedHistory) => {
    const texts = textsOf(replayable(recorded).history);
    // The phones of the simulator's people begin so.
    return leaksOf(texts, [
      '7999',
      'medods.ru',
      'msc_',
      IDENTITY,
      SECRET_KEY,
      SALON_TOKEN,
      '/src/',
      hostname(),
    ]);
  };
  expect(names.flatMap((name) => leaks(readHistory(name)))).toEqual([]);

  const [first] = names;
  const recorded = readHistory(first ?? '');
  const data = Buffer.from('{"phone":"+79991234567"}').toString('base64');
  const [started, ...rest] = recorded.history.events;
  const attributes = { input: { payloads: [{ data }] } };
  const planted = { ...started, workflowExecutionStartedEventAttributes: attributes };
  expect(leaks({ ...recorded, history: { events: [planted, ...rest] } })).toHaveLength(1);
});
