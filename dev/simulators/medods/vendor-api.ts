import { type Answer, jsonAnswer } from './answer';
import type { Clinic } from './clinic';
import type { Misbehaviour } from './fault-set';
import type { ContentEffect } from './faults';
import { type ListedEntity, readListParameters } from './list-parameters';
import type { Entity, Row } from './rows';
import { showRow } from './shown-rows';
import { refusalOfToken } from './token';

/** What a path of the API means. */
export type Route =
  | { kind: 'list'; entity: ListedEntity }
  | { kind: 'one'; entity: 'appointments' | 'clients' | 'orders' | 'users'; id: number };

const lists = new Map<string, Route>([
  ['/api/v2/appointments', { kind: 'list', entity: 'appointments' }],
  ['/api/v2/appointments/types', { kind: 'list', entity: 'appointmentTypes' }],
  ['/api/v2/appointments/sources', { kind: 'list', entity: 'appointmentSources' }],
  ['/api/v2/clients', { kind: 'list', entity: 'clients' }],
  ['/api/v2/users', { kind: 'list', entity: 'users' }],
  ['/api/v2/clinics', { kind: 'list', entity: 'clinics' }],
]);
const onePath = /^\/api\/v2\/(appointments|clients|orders|users)\/(\d{1,15})$/;
const stamps = ['createdAt', 'updatedAt'];

/** The route of a path without its query; undefined when the API has no such path. */
export function routeOf(path: string): Route | undefined {
  const list = lists.get(path);
  if (list !== undefined) return list;
  const [, entity, id] = onePath.exec(path) ?? [];
  switch (entity) {
    case 'appointments':
    case 'clients':
    case 'orders':
    case 'users':
      return { kind: 'one', entity, id: Number(id) };
    default:
      return undefined;
  }
}

export interface VendorRequest {
  method: string;
  route: Route | undefined;
  query: URLSearchParams;
  authorization: string | undefined;
}

/** The right answer to a request, apart from what the faults on contents change in it. */
export function answerVendorRequest(
  clinic: Clinic,
  request: VendorRequest,
  content: Misbehaviour['content'],
): Answer {
  const refusal = refusalOfAuthorization(clinic, request.authorization);
  if (refusal !== undefined) return jsonAnswer(401, { error: `Unauthorized: ${refusal}` });
  const { route } = request;
  if (route === undefined) return jsonAnswer(404, { error: 'Not found' });
  if (!clinic.settings.role.includes(route.entity)) return jsonAnswer(403, { error: 'Forbidden' });
  if (request.method !== 'GET') return jsonAnswer(405, { error: 'Method not allowed' });
  for (const { effect } of content) {
    if (effect.kind === 'mutate') for (const mutation of effect.mutations) clinic.mutate(mutation);
  }
  return route.kind === 'list'
    ? answerList(clinic, route.entity, request.query, content)
    : answerOne(clinic, route, content);
}

function refusalOfAuthorization(clinic: Clinic, header: string | undefined): string | undefined {
  if (header === undefined) return 'the Authorization header is missing';
  const { authorization, identity, secretKey, clockOffsetSeconds } = clinic.settings;
  const isBearer = header.startsWith('Bearer ');
  if (authorization === 'bearer' && !isBearer) return 'the token must follow the word Bearer';
  if (authorization === 'bare' && isBearer) return 'the token must stand alone';
  return refusalOfToken(isBearer ? header.slice('Bearer '.length) : header, {
    identity,
    secretKey,
    nowSeconds: Math.floor(Date.now() / 1000) + clockOffsetSeconds,
  });
}

function answerOne(
  clinic: Clinic,
  { entity, id }: { entity: Entity; id: number },
  content: Misbehaviour['content'],
): Answer {
  const row = clinic.tables[entity].get(id);
  return row === undefined
    ? jsonAnswer(404, { error: 'Not found' })
    : jsonAnswer(200, show(clinic, entity, [row], content)[0]);
}

function answerList(
  clinic: Clinic,
  entity: ListedEntity,
  query: URLSearchParams,
  content: Misbehaviour['content'],
): Answer {
  const ignored = new Set(
    content.flatMap(({ effect }) => (effect.kind === 'ignoreParameters' ? effect.parameters : [])),
  );
  const parameters = readListParameters(entity, query, ignored);
  if ('refused' in parameters) return jsonAnswer(422, { errors: parameters.refused });
  let rows = clinic.tables[entity].select(parameters.key, parameters.tests);
  let { offset } = parameters;
  let missing = 0;
  for (const { effect, occurrence } of content) {
    switch (effect.kind) {
      case 'empty':
        rows = [];
        break;
      case 'moveRow':
        rows = withRowMoved(rows, effect);
        break;
      case 'repeatedPage':
        offset = effect.page === 'first' ? 0 : Math.max(0, offset - parameters.limit);
        break;
      case 'shrinkingTotal':
        missing += effect.by * occurrence;
        break;
      case 'mutate':
      case 'alterRows':
      case 'ignoreParameters':
        break;
      default:
        effect satisfies never;
    }
  }
  return jsonAnswer(200, {
    data: show(clinic, entity, rows.slice(offset, offset + parameters.limit), content),
    totalItems: Math.max(0, rows.length - missing),
  });
}

function withRowMoved(rows: readonly Row[], move: { id: number; to: number }): readonly Row[] {
  const moved = rows.find((row) => row.id === move.id);
  return moved === undefined ? rows : rows.filter((row) => row !== moved).toSpliced(move.to, 0, moved);
}

function show(clinic: Clinic, entity: Entity, rows: readonly Row[], content: Misbehaviour['content']): Row[] {
  const alterations = content.flatMap(({ effect }) => (isAlteration(effect) ? [effect] : []));
  const hidden = entity === 'appointments' && !clinic.data.showStamps ? stamps : [];
  return rows.map((row) => showRow(row, hidden, alterations));
}

function isAlteration(effect: ContentEffect): effect is Extract<ContentEffect, { kind: 'alterRows' }> {
  return effect.kind === 'alterRows';
}
