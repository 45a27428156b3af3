import type { IntegrationKey } from '../../src/domain/names';
import { employeeId } from '../../src/storage/employees';
import { funnelId, stageId } from '../../src/storage/funnels';
import { momentOf, personOf } from './records';

/** A list or a number that somebody asks the cabinet for. */
export interface ListQuery {
  readonly what: string;
  /** After the address of the tenant. */
  readonly path: string;
  /** Whether somebody waits for filtered rows. */
  readonly hasGoal: boolean;
}

/** Local dates of days around the kth of `all` records. */
function daysAround(
  record: number,
  all: number,
  days: number,
): { readonly from: string; readonly to: string } {
  const at = momentOf(record, all).getTime();
  const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);
  return { from: dateOf(at), to: dateOf(at + (days - 1) * 86_400_000) };
}

/** Every filter and the usual pairs; of each a frequent value, a rare one and one that ended long ago. */
export function dealQueries(tenantId: string, deals: number): ListQuery[] {
  const medods: IntegrationKey = { tenantId, integrationId: 'medods' };
  const second: IntegrationKey = { tenantId, integrationId: 'profsalon-2' };
  const stage = (key: string) => stageId(medods, 'medods', key);
  const employee = (externalId: string) => employeeId(medods, externalId);
  const month = daysAround(deals / 2, deals, 30);
  const day = daysAround(deals / 4, deals, 1);
  const person = personOf(Math.floor(deals / 3));
  const surname = person.name.split(' ')[1] ?? '';
  const query = (what: string, filter: Readonly<Record<string, string>>): ListQuery => ({
    what,
    path: `/deals?${new URLSearchParams(filter)}`,
    hasGoal: true,
  });
  return [
    query('everything', {}),
    query('200 rows', { limit: '200' }),
    query('a month', month),
    query('a day', day),
    query('integration', { integration: 'medods' }),
    query('integration that ended', { integration: 'profsalon-2' }),
    query('integration that is not', { integration: 'none' }),
    query('campaign', { campaign: 'campaign-3' }),
    query('campaign that ended', { campaign: 'campaign-old' }),
    query('campaign that is not', { campaign: 'none' }),
    query('source', { source: 'source-4' }),
    query('source that ended', { source: 'source-old' }),
    query('funnel', { funnel: funnelId(medods, 'medods') }),
    query('funnel that ended', { funnel: funnelId(second, 'salon') }),
    query('stage', { stage: stage('paid') }),
    query('stage of the first weeks', { stage: stage('need_approval') }),
    query('stage that is not', { stage: stage('none') }),
    query('state', { state: 'success' }),
    query('state of twenty, long ago', { state: 'failed' }),
    query('employee', { employee: employee('7') }),
    query('employee who left', { employee: employee('left') }),
    query('employee of a day', { employee: employee('guest') }),
    query('nobody', { employee: 'none' }),
    query('deleted', { deleted: 'true' }),
    query('not deleted', { deleted: 'false' }),
    query('closed on a day', { closedFrom: day.from, closedTo: day.from }),
    query('closed in a month', { closedFrom: month.from, closedTo: month.to }),
    query('closed before', { closedTo: day.to }),
    query('phone', { q: person.phone }),
    query('end of a phone', { q: person.phone.slice(-4) }),
    query('surname', { q: surname }),
    query('first name', { q: 'Анна' }),
    query('name that is not', { q: 'никого' }),
    query('number of the vendor', { q: String(Math.floor(deals / 5)) }),
    query('first name and surname', { q: person.name }),
    query('integration and state', { integration: 'medods', state: 'success' }),
    query('integration and rare state', { integration: 'profsalon', state: 'failed' }),
    query('integration and old stage', { integration: 'medods', stage: stage('need_approval') }),
    query('campaign and state', { campaign: 'campaign-3', state: 'success' }),
    query('campaign and rare state', { campaign: 'campaign-3', state: 'failed' }),
    query('campaign and integration that ended', { campaign: 'campaign-3', integration: 'profsalon-2' }),
    query('source and stage', { source: 'source-4', stage: stage('paid') }),
    query('source and old stage', { source: 'source-4', stage: stage('need_approval') }),
    query('employee and state', { employee: employee('7'), state: 'success' }),
    query('employee and rare state', { employee: employee('7'), state: 'failed' }),
    query('employee who left and stage', { employee: employee('left'), stage: stage('paid') }),
    query('employee and old campaign', { employee: employee('7'), campaign: 'campaign-old' }),
    query('employee and campaign', { employee: employee('7'), campaign: 'campaign-3' }),
    query('employee and month', { employee: employee('7'), ...month }),
    query('state and month', { state: 'success', ...month }),
    query('rare state and month', { state: 'failed', ...month }),
    query('stage and month', { stage: stage('paid'), ...month }),
    query('surname and month', { q: surname, ...month }),
    query('first name and integration that ended', { q: 'Анна', integration: 'profsalon-2' }),
    query('first name and rare state', { q: 'Анна', state: 'failed' }),
    query('closed in a month and employee', {
      closedFrom: month.from,
      closedTo: month.to,
      employee: employee('7'),
    }),
  ];
}

export function leadQueries(leads: number): ListQuery[] {
  const month = daysAround(leads / 2, leads, 30);
  const person = personOf(Math.floor(leads / 3));
  const query = (what: string, filter: Readonly<Record<string, string>>): ListQuery => ({
    what,
    path: `/leads?${new URLSearchParams(filter)}`,
    hasGoal: true,
  });
  return [
    query('everything', {}),
    query('a month', month),
    query('integration', { integration: 'medods' }),
    query('integration that ended', { integration: 'profsalon-2' }),
    query('campaign', { campaign: 'campaign-3' }),
    query('campaign that ended', { campaign: 'campaign-old' }),
    query('campaign that is not', { campaign: 'none' }),
    query('source', { source: 'source-4' }),
    query('source that ended', { source: 'source-old' }),
    query('without contact, the first ones', { state: 'no_contact' }),
    query('phone', { q: person.phone }),
    query('name', { q: person.name }),
    query('first name', { q: 'Анна' }),
    query('campaign and state', { campaign: 'campaign-3', state: 'no_contact' }),
  ];
}

/** What is counted or added up. */
export function dashboardQueries(deals: number): ListQuery[] {
  const query = (what: string, path: string): ListQuery => ({ what, path, hasGoal: false });
  const month = new URLSearchParams(daysAround(deals / 2, deals, 30));
  const year = new URLSearchParams(daysAround(deals / 2, deals, 365));
  return [
    query('count of everything', '/deals/count'),
    query('count of a state', '/deals/count?state=success'),
    query('count of a first name', `/deals/count?${new URLSearchParams({ q: 'Анна' })}`),
    query('a month', `/dashboard?${month}`),
    query('a month of an integration', `/dashboard?${month}&integration=profsalon`),
    query('a year', `/dashboard?${year}`),
  ];
}
