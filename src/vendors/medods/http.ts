import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import axios, { type AxiosInstance, type AxiosResponse, isAxiosError } from 'axios';
import type { ErrorCode, ErrorParameters } from '../../domain/errors';
import { VendorError } from '../vendor-error';
import { lookupPublicAddress, PrivateAddressError } from './address-guard';
import { type Entity, refusedEntities } from './entities';
import type { Pace } from './pace';
import { parseRetryAfter } from './retry-after';
import type { MedodsSettings } from './settings';
import type { TokenSource } from './token';

const MAXIMUM_BODY_BYTES = 32 * 1024 * 1024;
const LONGEST_WAIT_HERE_MS = 60_000;

/** How Medods is called, apart from whose account it is. */
export interface MedodsHttpOptions {
  /** Sends every request to this origin, the real host in `Host`. Null: the clinic's own origin. */
  readonly origin: string | null;
  readonly timeoutMs: number;
  /** Pauses before each further try of a request. */
  readonly retryDelaysMs: readonly number[];
}

export type Query = Readonly<Record<string, string | number>>;

/** One clinic's API v2, read one request at a time. */
export class MedodsHttp {
  private readonly axios: AxiosInstance;
  private form: 'bearer' | 'bare';
  /** Whether the vendor has accepted a token in this form. */
  private formProven: boolean;
  private readonly agents: readonly [HttpAgent, HttpsAgent];
  /** Ends the request under way. There is one at a time, so it serves until it has been used. */
  private ending = new AbortController();
  /** Requests sent so far. */
  sent = 0;

  constructor(
    /** The clinic's own origin. */
    readonly account: string,
    authorization: MedodsSettings['authorization'],
    private readonly tokens: TokenSource,
    private readonly pace: Pace,
    private readonly options: MedodsHttpOptions,
  ) {
    const guarded = options.origin === null ? { lookup: lookupPublicAddress } : {};
    this.agents = [
      new HttpAgent({ keepAlive: true, maxSockets: 1, ...guarded }),
      new HttpsAgent({ keepAlive: true, maxSockets: 1, ...guarded }),
    ];
    this.form = authorization === 'auto' ? 'bearer' : authorization;
    this.formProven = authorization !== 'auto';
    this.axios = axios.create({
      baseURL: `${options.origin ?? account}/api/v2`,
      headers: { Host: new URL(account).host, Accept: 'application/json' },
      httpAgent: this.agents[0],
      httpsAgent: this.agents[1],
      timeout: options.timeoutMs,
      transitional: { clarifyTimeoutError: true },
      maxRedirects: 0,
      maxContentLength: MAXIMUM_BODY_BYTES,
      proxy: false,
      responseType: 'text',
      transformResponse: (body: unknown) => body,
      validateStatus: () => true,
    });
  }

  /**
   * One answer as parsed JSON, or null for 404. Tries again what may pass by itself: 429, 5xx, no
   * answer in time, a cut or unreadable body; a refusal once, with a new token. Clinics have been seen
   * that take the token with `Bearer` and others that take it bare, so until one form has worked that
   * one try uses the other.
   *
   * @throws VendorError
   */
  async get(entity: Entity, path: string, query: Query, signal: AbortSignal): Promise<unknown> {
    let refusal: VendorError | null = null;
    for (let tries = 0; ; ) {
      signal.throwIfAborted();
      const outcome = await this.pace.run(signal, () => this.attempt(entity, path, query, signal));
      switch (outcome.kind) {
        case 'answer':
          this.formProven = true;
          return outcome.body;
        case 'refused':
          if (refusal !== null) throw this.tellingRefusal(refusal, outcome.error);
          refusal = outcome.error;
          this.tokens.renew();
          if (!this.formProven) this.changeForm();
          break;
        case 'final':
          throw outcome.error;
        case 'passing': {
          const pause = this.options.retryDelaysMs[tries];
          if (pause === undefined) throw outcome.error;
          tries += 1;
          await delay(Math.max(pause, outcome.waitMs ?? 0), undefined, { signal });
        }
      }
    }
  }

  /** A 403 says more than a 401: with that form the key was read. */
  private tellingRefusal(first: VendorError, second: VendorError): VendorError {
    const telling = second.code === 'entity_refused' ? second : first;
    if (!this.formProven && telling === first) this.changeForm();
    return telling;
  }

  private changeForm(): void {
    this.form = this.form === 'bearer' ? 'bare' : 'bearer';
  }

  close(): void {
    for (const agent of this.agents) agent.destroy();
  }

  private async attempt(entity: Entity, path: string, query: Query, signal: AbortSignal): Promise<Outcome> {
    const token = this.tokens.current();
    this.sent += 1;
    const { ending } = this;
    const end = () => {
      this.ending = new AbortController();
      ending.abort();
    };
    // The library's time-out counts silence; this one ends an answer that trickles in for ever.
    const deadline = setTimeout(end, this.options.timeoutMs * 2);
    signal.addEventListener('abort', end, { once: true });
    try {
      const response = await this.axios.get<unknown>(path, {
        params: query,
        signal: ending.signal,
        headers: { Authorization: this.form === 'bearer' ? `Bearer ${token}` : token },
      });
      return classify(entity, response);
    } catch (error) {
      signal.throwIfAborted();
      return classifyFailure(entity, this.account, error);
    } finally {
      clearTimeout(deadline);
      signal.removeEventListener('abort', end);
    }
  }
}

type Outcome =
  | { readonly kind: 'answer'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly error: VendorError }
  | { readonly kind: 'final'; readonly error: VendorError }
  | { readonly kind: 'passing'; readonly error: VendorError; readonly waitMs?: number };

/** Sorts answers by what the vendor document says of each status, and by what we decided for the rest. */
function classify(entity: Entity, response: AxiosResponse<unknown>): Outcome {
  const { status } = response;
  if (status === 200) return parseBody(entity, response.data);
  if (status === 404) return { kind: 'answer', body: null };
  if (status === 401) return { kind: 'refused', error: new VendorError('credentials_rejected', entity) };
  if (status === 403)
    return { kind: 'refused', error: new VendorError('entity_refused', entity, refusedEntities([entity])) };
  if (status === 429) return retryLater(response, 'vendor_rate_limited', entity);
  if (status === 503) return retryLater(response, 'vendor_unavailable', entity, { status });
  if (status >= 300 && status < 400)
    return { kind: 'final', error: new VendorError('vendor_redirected', entity) };
  if (status >= 400 && status < 500) {
    return { kind: 'final', error: new VendorError('vendor_request_refused', entity, { status }) };
  }
  return { kind: 'passing', error: new VendorError('vendor_unavailable', entity, { status }) };
}

/** Of the two statuses with which a server says when it may be asked again (RFC 9110, RFC 6585). */
function retryLater(
  response: AxiosResponse<unknown>,
  code: ErrorCode,
  entity: Entity,
  parameters: ErrorParameters = {},
): Outcome {
  const header: unknown = response.headers['retry-after'];
  const waitMs = typeof header === 'string' ? parseRetryAfter(header, Date.now()) : null;
  const error = new VendorError(code, entity, parameters, waitMs);
  if (waitMs === null) return { kind: 'passing', error };
  return waitMs > LONGEST_WAIT_HERE_MS ? { kind: 'final', error } : { kind: 'passing', waitMs, error };
}

function parseBody(entity: Entity, data: unknown): Outcome {
  if (typeof data !== 'string') return invalidBody(entity);
  let body: unknown;
  try {
    body = JSON.parse(data);
  } catch {
    return invalidBody(entity);
  }
  if (typeof body !== 'object' || body === null) return invalidBody(entity);
  // A 200 has been seen whose body said that the request failed.
  if ('errors' in body && body.errors !== null) {
    return { kind: 'final', error: new VendorError('vendor_request_refused', entity) };
  }
  return { kind: 'answer', body };
}

function invalidBody(entity: Entity): Outcome {
  return { kind: 'passing', error: new VendorError('vendor_response_invalid', entity) };
}

function classifyFailure(entity: Entity, account: string, error: unknown): Outcome {
  if (isAxiosError(error) && error.cause instanceof PrivateAddressError) {
    return { kind: 'final', error: new VendorError('vendor_address_private', entity) };
  }
  const code = isAxiosError(error) ? error.code : undefined;
  if (code === 'ETIMEDOUT' || code === 'ECONNABORTED' || code === 'ERR_CANCELED') {
    return { kind: 'passing', error: new VendorError('vendor_timeout', entity) };
  }
  if (code === 'ENOTFOUND') {
    return { kind: 'final', error: new VendorError('account_not_found', entity, { account }) };
  }
  if (isAxiosError(error)) return { kind: 'passing', error: new VendorError('vendor_unavailable', entity) };
  throw error;
}
