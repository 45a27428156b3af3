import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { LARGEST_DELIVERY_BYTES } from '../domain/delivery';

const TOO_LARGE = 'ERR_BUFFER_TOO_LARGE';

const inflate = promisify(gunzip);

/** Inflates a body as far as a delivery may go. */
function inflated(bytes: Buffer): Promise<Buffer> {
  return inflate(bytes, { maxOutputLength: LARGEST_DELIVERY_BYTES });
}

/** Whether a body came compressed in the one way that is read; the names of encodings have no case. */
export function isGzip(contentEncoding: string | null): boolean {
  return contentEncoding !== null && ['gzip', 'x-gzip'].includes(contentEncoding.trim().toLowerCase());
}

/** The bytes of a delivery without their encoding; null where it is another one, or not what it says. */
export async function decodedBytes(bytes: Buffer, contentEncoding: string | null): Promise<Buffer | null> {
  if (contentEncoding === null || contentEncoding.trim().toLowerCase() === 'identity') return bytes;
  if (!isGzip(contentEncoding)) return null;
  try {
    return await inflated(bytes);
  } catch {
    return null;
  }
}

/** Whether a compressed body inflates to more than may be. One that does not inflate at all is not too large. */
export async function inflatesTooLarge(bytes: Buffer): Promise<boolean> {
  try {
    await inflated(bytes);
    return false;
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === TOO_LARGE;
  }
}
