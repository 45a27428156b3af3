import { type Agent, request } from 'node:http';
import type { Encoded } from './encode';

/** How a post ended: with a status, or why without one. */
export type Outcome =
  | { status: number; failure: null }
  /** `connection`: refused or broken; the receiver may have got it all the same. */
  | { status: null; failure: 'timeout' | 'connection' };

/** Posts once and reads the answer to its end. Destroying the agent ends it as `connection`. */
export function post(
  url: string,
  { headers, body }: Encoded,
  { agent, timeoutMilliseconds }: { agent: Agent; timeoutMilliseconds: number },
): Promise<Outcome> {
  return new Promise((resolve) => {
    const sent = request(url, {
      method: 'POST',
      agent,
      headers: { ...headers, 'content-length': body.length, 'user-agent': 'GuzzleHttp/7', accept: '*/*' },
    });
    let failure: 'timeout' | 'connection' = 'connection';
    const timer = setTimeout(() => {
      failure = 'timeout';
      sent.destroy();
    }, timeoutMilliseconds);
    const end = (outcome: Outcome): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const fail = (): void => end({ status: null, failure });
    // Not once: a connection may break twice, and an error that nobody hears ends the process.
    sent.on('error', fail);
    sent.once('close', fail);
    sent.once('response', (response) => {
      response.on('error', fail);
      response.once('end', () => end({ status: response.statusCode ?? 0, failure: null }));
      response.resume();
    });
    sent.end(body);
  });
}

/** As a polite sender sees it: the receiver had trouble, or said nothing. */
export function isWorthRetrying({ status }: Outcome): boolean {
  return status === null || status >= 500;
}
