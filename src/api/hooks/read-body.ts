import type { IncomingMessage } from 'node:http';
import { LARGEST_DELIVERY_BYTES } from '../../domain/delivery';

/**
 * So much of a body that is too large is read and thrown away: a sender that is cut off while it sends may
 * never see the answer.
 */
const DISCARDED_BYTES = 16 * 1024 * 1024;

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
