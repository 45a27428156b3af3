import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { ControlError } from './control-error';

/** Paths under it are commands to the simulator, never requests to the vendor that it plays. */
export const controlPrefix = '/__control/';

/** Carries out one command. Throws a ZodError for a wrong body, a ControlError for an impossible wish. */
export type ControlHandler = (body: unknown) => unknown;

/** What a command takes and what it answers. */
interface CommandContract<Input extends z.ZodType, Output extends z.ZodType> {
  input: Input;
  output: Output;
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** A handler that reads the body as its contract says. */
export function controlHandler<Input extends z.ZodType, Output extends z.ZodType>(
  contract: CommandContract<Input, Output>,
  carryOut: (body: z.output<Input>) => z.input<Output> | Promise<z.input<Output>>,
): ControlHandler {
  return (body) => carryOut(contract.input.parse(body));
}

/** Answers `POST /__control/<command>` with what the command's handler gives, awaited. */
export function controlEndpoint(
  handlers: Readonly<Record<string, ControlHandler>>,
): (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void> {
  const names = Object.keys(handlers).join(', ');
  return async (request, response, path) => {
    if (!loopback.has(request.socket.remoteAddress ?? '')) {
      return answer(response, 403, { error: 'The simulator takes commands from this machine only.' });
    }
    const name = path.slice(controlPrefix.length);
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
    if (handler === undefined || request.method !== 'POST') {
      return answer(response, 404, { error: `Send POST ${controlPrefix}<command>, one of: ${names}.` });
    }
    try {
      return answer(response, 200, await handler(JSON.parse(await text(request))));
    } catch (error) {
      if (error instanceof z.ZodError) return answer(response, 400, { error: z.prettifyError(error) });
      if (error instanceof SyntaxError) return answer(response, 400, { error: 'The body is not JSON.' });
      if (error instanceof ControlError) return answer(response, 400, { error: error.message });
      throw error;
    }
  };
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify(value));
}
