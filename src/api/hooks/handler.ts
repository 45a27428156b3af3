import type { IncomingMessage, ServerResponse } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';
import type { IntakeOutcome } from '../../domain/delivery';
import { parseHookAddress } from './hook-address';
import type { Intake } from './intake';
import { readBody } from './read-body';

const PREFIX = '/hooks/';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function answer(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer {
  const text = JSON.stringify(body);
  const type = status < 300 ? 'application/json' : 'application/problem+json; charset=utf-8';
  return {
    status,
    body: text,
    headers: { 'content-type': type, 'content-length': String(Buffer.byteLength(text)), ...headers },
  };
}

/** The one place where what became of a delivery is turned into HTTP. Built once: there are so many of them. */
const answers: Readonly<Record<IntakeOutcome, Answer>> = {
  accepted: answer(200, { ok: true }),
  duplicate: answer(200, { ok: true }),
  hook_not_found: answer(404, { code: 'hook_not_found', status: 404 }),
  integration_inactive: answer(410, { code: 'integration_inactive', status: 410 }),
  too_large: answer(413, { code: 'too_large', status: 413 }, { connection: 'close' }),
  busy: answer(503, { code: 'busy', status: 503 }, { 'retry-after': '5' }),
};
const present: Answer = { status: 200, headers: { 'content-length': '0' }, body: '' };
const methodNotAllowed = answer(
  405,
  { code: 'method_not_allowed', status: 405 },
  { allow: 'POST, GET, HEAD' },
);

/** Whether a request is for the door of deliveries and not for the API. */
export function isDelivery(request: IncomingMessage): boolean {
  return request.url?.startsWith(PREFIX) === true;
}

/**
 * Answers `/hooks/<vendor>/<hook>/<secret>`: POST keeps a delivery, GET and HEAD answer a registration
 * ping. It stands before the API's framework, whose work for a request costs more than all of this; the
 * address holds a secret and is never logged.
 *
 * @param trusts whether an address is one of our own proxies, whose word on the sender's address counts.
 */
export async function answerDelivery(
  intake: Intake,
  trusts: (address: string, distance: number) => boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const address = parseHookAddress(request.url ?? '');
  if (address === null) return send(response, answers.hook_not_found);
  const hook = await intake.identify({ address, from: proxyAddress(request, trusts) });
  if (typeof hook === 'string') return send(response, answers[hook]);
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return send(response, present);
    case 'POST': {
      const read = await readBody(request);
      if (read.kind === 'aborted') return;
      if (read.kind === 'too_large') return send(response, answers.too_large);
      return send(response, answers[await intake.receive(hook, read.bytes, request.headers)]);
    }
    default:
      return send(response, methodNotAllowed);
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers);
  response.end(body);
}
