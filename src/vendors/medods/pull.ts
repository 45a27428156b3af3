import { DateTime } from 'luxon';
import type { Connection, PullBatch, PullRequest } from '../connector';
import { AppointmentReader } from './appointment-reader';
import { BatchBuilder } from './batch';
import { ClientReader } from './client-reader';
import { readSources, readUsers, sourcesOf } from './dictionaries';
import { listStart } from './list';
import { idOf, type MedodsApi } from './medods-api';
import { MissingReader } from './missing-reader';
import type { NormaliseContext } from './normalise';
import { planPull } from './plan';
import { type PullPosition, type PullStage, positionSchema, startPosition } from './position';
import { Refusals } from './refusals';
import type { MedodsSettings } from './settings';

/** Orders that may have been paid since are read again, this many a pull. */
const ORDERS_AGAIN = 50;
const ORDERS_A_BATCH = 10;

/**
 * Reads one clinic. Requests go one at a time; each batch carries the position to resume from, and a
 * pull that is resumed asks again for at most the page it was reading.
 */
export async function* pullClinic(
  api: MedodsApi,
  settings: MedodsSettings,
  connection: Connection,
  request: PullRequest,
): AsyncGenerator<PullBatch, void, void> {
  const { knowledge, now } = request;
  const start =
    request.position === null
      ? startPosition(planPull(request.plan, settings, connection.timeZone, now()))
      : positionSchema.parse(request.position);
  const batch = new BatchBuilder(api);
  const refusals = new Refusals(start.refused);
  const clients = new ClientReader(api, knowledge, refusals, batch, now);

  let position = start;
  let options = connection.options;
  if (position.stage === 'prepare') {
    const sources = await refusals.guard('sources', () => readSources(api));
    if (sources !== undefined) options = { ...options, appointmentSources: sources };
    batch.setOptions(options);
    if (settings.deals.enabled) {
      const users = await refusals.guard('users', () => readUsers(api, batch.notes));
      for (const user of users ?? []) batch.addEmployee(user);
    }
    const total = await totalOf(api, position);
    const stage: PullStage = position.plan.changedSince === null ? 'visits' : 'changed';
    position = { ...position, stage, total, refused: refusals.list() };
    yield batch.take(position);
  }

  const context: NormaliseContext = {
    settings,
    timeZone: connection.timeZone,
    ...sourcesOf(options, settings),
  };
  const appointments = new AppointmentReader(api, context, knowledge, clients, refusals, batch, now);
  const missing = new MissingReader(api, knowledge, appointments, batch, now);
  position = yield* clients.finishList(position);

  if (position.stage === 'changed') {
    const changedSince = position.plan.changedSince ?? 0;
    position = yield* readAppointments({ updatedAtAfter: changedSince }, position, () => {});
    position = { ...position, stage: 'visits', list: listStart };
  }

  // The ids seen are only complete when no part was read before a restart.
  const seen =
    position.plan.upkeep && position.window === 0 && position.list.offset === 0 ? new Set<string>() : null;
  while (position.stage === 'visits') {
    const window = position.plan.windows[position.window];
    if (window === undefined) {
      position = { ...position, stage: position.plan.upkeep ? 'missing' : 'done' };
      break;
    }
    const query = { dateStart: window.from, dateEnd: window.to };
    position = yield* readAppointments(query, position, (id) => seen?.add(id));
    position = { ...position, window: position.window + 1, list: listStart };
  }

  if (position.stage === 'missing') {
    if (seen !== null) position = yield* missing.read(position, seen, localDate(connection.timeZone, now()));
    position = { ...position, stage: 'orders', refused: refusals.list() };
    yield batch.take(position);
  }

  if (position.stage === 'orders') {
    if (settings.deals.enabled) yield* readOrdersAgain();
    position = { ...position, stage: 'done', refused: refusals.list() };
  }
  yield batch.take(position);

  async function* readAppointments(
    query: Record<string, string | number>,
    from: PullPosition,
    onId: (id: string) => void,
  ): AsyncGenerator<PullBatch, PullPosition, void> {
    let current = from;
    for await (const step of api.list('appointments', query, from.list)) {
      const total = current.total ?? (current.plan.windows.length === 1 ? step.position.total : null);
      const read = yield* appointments.read(step.rows, { ...current, total });
      for (const row of step.rows) {
        const id = idOf(row);
        if (id !== null) onId(id);
      }
      if (current.stage === 'visits' && current.plan.changedSince !== null && read.changed > 0) {
        batch.notes.add('changed_filter_missed', read.changed);
      }
      current = {
        ...read.position,
        list: step.position,
        done: read.position.done + step.rows.length,
        refused: refusals.list(),
      };
      yield batch.take(current);
    }
    return current;
  }

  async function* readOrdersAgain(): AsyncGenerator<PullBatch, void, void> {
    const due = await knowledge.dueAttachments(new Date(position.plan.startedAt), ORDERS_AGAIN);
    for (const [index, { externalId, record }] of due.entries()) {
      if (refusals.has('orders')) return;
      await appointments.readOrderAgain(externalId, record);
      if ((index + 1) % ORDERS_A_BATCH === 0) yield batch.take(position);
    }
  }
}

/** Rows there are in all windows together, when that takes one request; else the first page tells. */
async function totalOf(api: MedodsApi, { plan }: PullPosition): Promise<number | null> {
  const first = plan.windows.at(0);
  const last = plan.windows.at(-1);
  if (plan.windows.length < 2 || first === undefined || last === undefined) return null;
  const visits = await api.page('appointments', 0, { dateStart: first.from, dateEnd: last.to }, 1);
  if (plan.changedSince === null) return visits.totalItems;
  const changed = await api.page('appointments', 0, { updatedAtAfter: plan.changedSince }, 1);
  return visits.totalItems + changed.totalItems;
}

function localDate(timeZone: string, now: Date): string {
  return DateTime.fromJSDate(now, { zone: timeZone }).toFormat('yyyy-MM-dd');
}
