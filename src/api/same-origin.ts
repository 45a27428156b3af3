import type { FastifyRequest } from 'fastify';
import { SkvozError } from '../domain/errors';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether requests of this method change nothing. */
export function isSafe(method: string): boolean {
  return SAFE_METHODS.has(method);
}

/**
 * Whether a page of the cabinet itself made the request, as the browser tells: `unknown` where it tells
 * nothing, as programs do. `Sec-Fetch-Site` cannot be set by a page; browsers leave it out on plain HTTP,
 * and `Origin` then speaks.
 */
export function originOf(
  { headers, host }: Pick<FastifyRequest, 'headers' | 'host'>,
  publicUrl: string,
): 'own' | 'foreign' | 'unknown' {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' ? 'own' : 'foreign';
  const { origin } = headers;
  if (origin === undefined) return 'unknown';
  if (origin === publicUrl) return 'own';
  return URL.canParse(origin) && new URL(origin).host === host ? 'own' : 'foreign';
}

/**
 * For routes that sign in: a foreign page must not sign anybody in as somebody else. Programs may call them.
 *
 * @throws SkvozError `origin_refused`
 */
export function refuseForeignPage(request: FastifyRequest, publicUrl: string): void {
  if (originOf(request, publicUrl) === 'foreign') throw new SkvozError('origin_refused');
}
