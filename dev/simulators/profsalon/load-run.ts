import { setTimeout as wait } from 'node:timers/promises';
import { LoadConnection } from './load-connection';
import { type Acknowledgement, type LoadOptions, type LoadResult, loadOptionsSchema } from './load-options';
import { type RequestTemplate, requestTemplate } from './load-request';
import { LoadTally } from './load-tally';
import { Pace } from './pace';
import { isWorthRetrying } from './post';

/**
 * Posts the events and resolves once the last one is over. Throws a ZodError for wrong options, an address
 * of another machine among them.
 *
 * @param onAcknowledged is told of each event that was answered 2xx, where the options want a journal.
 */
export async function runLoad(
  input: unknown,
  onAcknowledged: (acknowledgement: Acknowledgement) => void = () => undefined,
): Promise<LoadResult> {
  const options = loadOptionsSchema.parse(input);
  const { warmUpSeconds, firstRecordId } = options;
  const warmUp =
    warmUpSeconds === 0 ? null : await sendAll({ ...options, seconds: warmUpSeconds }, onAcknowledged);
  const result = await sendAll(
    { ...options, firstRecordId: firstRecordId + (warmUp?.sent ?? 0) },
    onAcknowledged,
  );
  return { warmUpAcknowledged: warmUp?.acknowledged ?? 0, ...result };
}

async function sendAll(
  options: LoadOptions,
  onAcknowledged: (acknowledgement: Acknowledgement) => void,
): Promise<Omit<LoadResult, 'warmUpAcknowledged'>> {
  const templates = options.hooks.map((hook) => requestTemplate(hook, options.deliveryIds));
  const started = performance.now();
  const load: Load = {
    options,
    templates,
    tally: new LoadTally(),
    pace: options.ratePerSecond === undefined ? undefined : new Pace(options.ratePerSecond),
    journal: options.journal ? onAcknowledged : undefined,
    next: 0,
    until: started + options.seconds * 1000,
  };
  load.pace?.resume(started);
  await Promise.all(Array.from({ length: options.connections }, () => sendOnOneConnection(load)));
  return load.tally.result((performance.now() - started) / 1000);
}

interface Load {
  options: LoadOptions;
  templates: readonly RequestTemplate[];
  tally: LoadTally;
  pace: Pace | undefined;
  journal: ((acknowledgement: Acknowledgement) => void) | undefined;
  /** The number of the next event. */
  next: number;
  until: number;
}

/** Takes one event after the other until there are none, or time is up. */
async function sendOnOneConnection(load: Load): Promise<void> {
  const connections = new Map<string, LoadConnection>();
  while (load.next < load.options.events && performance.now() < load.until) {
    const event = load.next;
    load.next += 1;
    const due = load.pace?.due ?? null;
    load.pace?.take();
    if (due !== null) {
      // Nobody would send it in time: without this the last slots would hold the run beyond its end.
      if (due >= load.until) break;
      const early = due - performance.now();
      if (early > 0) await wait(Math.ceil(early));
    }
    await deliver(load, connections, event, due);
  }
  for (const connection of connections.values()) connection.close();
}

async function deliver(
  load: Load,
  connections: Map<string, LoadConnection>,
  event: number,
  due: number | null,
): Promise<void> {
  const { options, templates, tally } = load;
  const template = templates[event % templates.length];
  if (template === undefined) throw new RangeError('There are no hooks.');
  const connection = connectionFor(template, connections, options.timeoutMilliseconds);
  const recordId = options.firstRecordId + event;
  const request = template.write(recordId);
  for (let attempt = 1; ; attempt += 1) {
    const sentAt = performance.now();
    tally.sending(attempt, attempt === 1 && due !== null ? Math.max(0, sentAt - due) : null);
    const outcome = await connection.send(request);
    tally.tried(outcome, performance.now() - sentAt);
    const isAcknowledged = outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
    if (isAcknowledged) load.journal?.({ recordId, acknowledgedAt: Date.now() });
    const isLast = attempt > options.retries || performance.now() >= load.until;
    if (isAcknowledged || !isWorthRetrying(outcome) || isLast) return tally.ended(event, isAcknowledged);
    await wait(options.retryPauseMilliseconds);
  }
}

function connectionFor(
  { hostname, port }: RequestTemplate,
  connections: Map<string, LoadConnection>,
  timeoutMilliseconds: number,
): LoadConnection {
  const key = `${hostname}:${port}`;
  const known = connections.get(key);
  if (known !== undefined) return known;
  const connection = new LoadConnection(hostname, port, timeoutMilliseconds);
  connections.set(key, connection);
  return connection;
}
