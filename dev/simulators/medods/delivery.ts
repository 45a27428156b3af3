import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Answer, htmlAnswer, jsonAnswer } from './answer';
import type { DeliveryEffect, InsteadEffect } from './faults';

const padding = Buffer.alloc(64 * 1024, ' ');

/** The answer that a fault puts in place of the right one; undefined when none is ever given. */
export function replacementFor(effect: InsteadEffect): Answer | undefined {
  switch (effect.kind) {
    case 'status': {
      const answer = jsonAnswer(effect.status, { error: `Fault ${effect.status}` });
      const { retryAfter } = effect;
      if (retryAfter !== undefined) {
        answer.headers['retry-after'] =
          'seconds' in retryAfter
            ? String(retryAfter.seconds)
            : new Date(Date.now() + retryAfter.dateInSeconds * 1000).toUTCString();
      }
      return answer;
    }
    case 'html':
      return htmlAnswer(effect.status, 'Ведутся технические работы');
    case 'errorsKey':
      return jsonAnswer(200, { errors: effect.text });
    case 'redirect': {
      const answer = htmlAnswer(effect.status, 'Страница переехала');
      answer.headers['location'] = effect.location;
      return answer;
    }
    case 'neverAnswer':
      return undefined;
  }
}

/** Sends an answer, the way the delivery faults want it. */
export async function deliver(
  response: ServerResponse,
  answer: Answer,
  effects: readonly DeliveryEffect[],
): Promise<void> {
  let body = Buffer.from(answer.body);
  const headers: Record<string, string | number> = { ...answer.headers };
  let isCut = false;
  let spaces = 0;
  for (const effect of effects) {
    switch (effect.kind) {
      case 'slow':
        await elapsedOrClosed(response, effect.milliseconds);
        break;
      case 'brokenJson':
        body = body.subarray(0, Math.max(1, body.length - 2));
        break;
      case 'gzip':
        body = gzipSync(body);
        headers['content-encoding'] = 'gzip';
        break;
      case 'cutBody':
        isCut = true;
        break;
      case 'oversizedBody':
        spaces = effect.bytes;
        break;
      default:
        effect satisfies never;
    }
  }
  if (response.destroyed) return;
  if (isCut) {
    response.writeHead(answer.status, { ...headers, 'content-length': body.length });
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
    return;
  }
  if (spaces > 0) {
    response.writeHead(answer.status, headers);
    await writeSpaces(response, spaces);
    response.end(body);
    return;
  }
  response.writeHead(answer.status, { ...headers, 'content-length': body.length });
  response.end(body);
}

/** Stops early when the reader has gone: nobody is left to write for. */
async function writeSpaces(response: ServerResponse, count: number): Promise<void> {
  for (let left = count; left > 0 && !response.destroyed; left -= padding.length) {
    if (response.write(padding.subarray(0, Math.min(left, padding.length)))) continue;
    await new Promise<void>((resolve) => {
      const proceed = (): void => {
        response.off('drain', proceed).off('close', proceed);
        resolve();
      };
      response.on('drain', proceed).on('close', proceed);
    });
  }
}

async function elapsedOrClosed(response: ServerResponse, milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const proceed = (): void => {
      clearTimeout(timer);
      response.off('close', proceed);
      resolve();
    };
    const timer = setTimeout(proceed, milliseconds);
    response.on('close', proceed);
  });
}
