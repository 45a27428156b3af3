import { connect, type Socket } from 'node:net';
import type { Outcome } from './post';

const blankLine = '\r\n\r\n';

interface Exchange {
  end(outcome: Outcome): void;
  received: string;
}

/**
 * One keep-alive connection to one receiver, one request at a time. On bare TCP, because the load generator
 * shares a small machine with what it measures.
 */
export class LoadConnection {
  readonly #hostname: string;
  readonly #port: number;
  readonly #timeoutMilliseconds: number;
  #socket: Socket | undefined;
  #exchange: Exchange | undefined;

  constructor(hostname: string, port: number, timeoutMilliseconds: number) {
    this.#hostname = hostname;
    this.#port = port;
    this.#timeoutMilliseconds = timeoutMilliseconds;
  }

  /** Sends a request and reads its answer to the end; connects again when the connection is gone. */
  send(request: Buffer): Promise<Outcome> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#fail('timeout'), this.#timeoutMilliseconds);
      this.#exchange = {
        received: '',
        end: (outcome) => {
          clearTimeout(timer);
          this.#exchange = undefined;
          resolve(outcome);
        },
      };
      this.#open().write(request);
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #open(): Socket {
    if (this.#socket !== undefined) return this.#socket;
    const socket = connect({ host: this.#hostname, port: this.#port, noDelay: true });
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => this.#read(part));
    // The error itself says nothing that the failed exchange does not.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (this.#socket === socket) this.#fail('connection');
    });
    this.#socket = socket;
    return socket;
  }

  #read(part: string): void {
    const exchange = this.#exchange;
    if (exchange === undefined) {
      // Bytes that answer nothing: the connection is out of step.
      this.close();
      return;
    }
    exchange.received += part;
    const answer = completeAnswer(exchange.received);
    if (answer === undefined) return;
    if (answer.closes) this.close();
    exchange.end({ status: answer.status, failure: null });
  }

  #fail(failure: 'timeout' | 'connection'): void {
    this.close();
    this.#exchange?.end({ status: null, failure });
  }
}

/** The answer once all of it is there: with Content-Length, in chunks, or without a body. */
export function completeAnswer(received: string): { status: number; closes: boolean } | undefined {
  const headEnd = received.indexOf(blankLine);
  if (headEnd === -1) return undefined;
  const head = received.slice(0, headEnd).toLowerCase();
  const status = Number(head.slice(9, 12));
  const closes = /\r\nconnection: *close/.test(head);
  const answer = { status, closes };
  if (status === 204 || status === 304) return answer;
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  const bodyStart = headEnd + blankLine.length;
  if (length !== undefined) return received.length - bodyStart >= Number(length) ? answer : undefined;
  if (/\r\ntransfer-encoding: *chunked/.test(head)) {
    const isComplete = received.startsWith('0\r\n', bodyStart) || received.includes('\r\n0\r\n', bodyStart);
    return isComplete && received.endsWith(blankLine) ? answer : undefined;
  }
  return undefined;
}
