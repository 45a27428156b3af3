import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { LARGEST_DELIVERY_BYTES } from '../../domain/delivery';
import { isGzip } from '../../platform/content-encoding';

/**
 * So much of a body that is too large is read and thrown away: a sender that is cut off while it sends may
 * never see the answer.
 */
const DISCARDED_BYTES = 16 * 1024 * 1024;

const TOO_LARGE = 'ERR_BUFFER_TOO_LARGE';

const inflate = promisify(gunzip);

/** The bytes as they came, or why there are none. `aborted`: the sender went away in the middle. */
export type ReadBody =
  | { readonly kind: 'body'; readonly bytes: Buffer }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'aborted' };

/** Reads a body whole, but never more of it than may be. */
export function readBody(request: IncomingMessage): Promise<ReadBody> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > DISCARDED_BYTES) return Promise.resolve({ kind: 'too_large' });
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST_DELIVERY_BYTES) {
        chunks.push(chunk);
        return;
      }
      chunks = [];
      if (size <= DISCARDED_BYTES) return;
      request.removeAllListeners('data');
      resolve({ kind: 'too_large' });
    });
    request.once('end', () => {
      if (size > LARGEST_DELIVERY_BYTES) {
        resolve({ kind: 'too_large' });
        return;
      }
      const [only, another] = chunks;
      const bytes = only !== undefined && another === undefined ? only : Buffer.concat(chunks);
      resolve({ kind: 'body', bytes });
    });
    request.once('close', () => resolve({ kind: 'aborted' }));
    request.once('error', () => resolve({ kind: 'aborted' }));
  });
}

/** Whether a body is more than may be, as it came or inflated. One that does not inflate at all is not too large. */
export async function isTooLarge(bytes: Buffer, encoding: string | null): Promise<boolean> {
  if (bytes.length > LARGEST_DELIVERY_BYTES) return true;
  if (!isGzip(encoding)) return false;
  try {
    await inflate(bytes, { maxOutputLength: LARGEST_DELIVERY_BYTES });
    return false;
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === TOO_LARGE;
  }
}
