import createClient from 'openapi-fetch';
import { problemOfAnswer, problemOfSilence } from './problem';
import type { paths } from './schema';

/** The API on this origin. Its cookie goes with each request by itself. */
export const api = createClient<paths>();

interface Answered<Body> {
  readonly data?: Body;
  readonly error?: unknown;
  readonly response: Response;
}

async function succeeded<Body>(request: Promise<Answered<Body>>): Promise<Answered<Body>> {
  const answered = await request.catch((cause: unknown) => {
    throw problemOfSilence(cause);
  });
  if (!answered.response.ok) throw problemOfAnswer(answered.response.status, answered.error);
  return answered;
}

/**
 * The body of an answer.
 *
 * @throws ApiProblem when the API refused, or no answer came
 */
export async function answerOf<Body>(request: Promise<Answered<Body>>): Promise<Body> {
  const { data, response } = await succeeded(request);
  if (data === undefined) throw problemOfAnswer(response.status, undefined);
  return data;
}

/**
 * Waits for an answer that has no body.
 *
 * @throws ApiProblem as {@link answerOf}
 */
export async function done(request: Promise<Answered<unknown>>): Promise<void> {
  await succeeded(request);
}

/** A file while it is on its way. */
export interface FileStream {
  readonly body: ReadableStream<Uint8Array>;
  /** As the server calls it; null where it gives no name. */
  readonly name: string | null;
  /** How many rows it will have; null where the server does not say. */
  readonly rows: number | null;
}

/**
 * A file to be read piece by piece.
 *
 * @throws ApiProblem as {@link answerOf}
 */
export async function streamOf(
  request: Promise<Answered<ReadableStream<Uint8Array> | null>>,
): Promise<FileStream> {
  const { data, response } = await succeeded(request);
  if (data === undefined || data === null) throw problemOfAnswer(response.status, undefined);
  const [, name = null] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  const rows = response.headers.get('x-total-count');
  return { body: data, name, rows: rows === null ? null : Number(rows) };
}
