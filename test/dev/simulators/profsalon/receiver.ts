import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { close, listen } from '../../../../dev/simulators/shared/listen';

export interface Received {
  /** Milliseconds of a monotonic clock. */
  at: number;
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Receiver {
  /** A webhook URL: its last segment stands for the secret. */
  url: string;
  received: Received[];
  /** The most requests that were unanswered at one time. */
  mostAtOnce(): number;
  stop(): Promise<void>;
}

/** Answers each post, which counts from 0. Answering nothing leaves the sender waiting. */
type Answer = (response: ServerResponse, count: number) => void;

export const secret = 'aaaabbbbccccddddeeeeffffgggghhhh';

/** A small receiver of webhooks, on a port of its own unless one is chosen. */
export async function startReceiver(
  answer: Answer = (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}'),
  chosenPort = 0,
): Promise<Receiver> {
  const received: Received[] = [];
  let open = 0;
  let mostAtOnce = 0;
  const server = createServer((request, response) => {
    open += 1;
    mostAtOnce = Math.max(mostAtOnce, open);
    response.once('close', () => {
      open -= 1;
    });
    buffer(request).then(
      (body) => {
        const { method = '', url = '', headers } = request;
        received.push({ at: performance.now(), method, path: url, headers, body });
        answer(response, received.length - 1);
      },
      // The sender gave up while it was sending: there is nobody to answer.
      () => response.destroy(),
    );
  });
  const port = await listen(server, chosenPort);
  return {
    url: `http://127.0.0.1:${port}/hooks/profsalon/one/${secret}`,
    received,
    mostAtOnce: () => mostAtOnce,
    stop: () => close(server),
  };
}
