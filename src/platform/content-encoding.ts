import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { LARGEST_DELIVERY_BYTES } from '../domain/delivery';

const inflate = promisify(gunzip);

/** Whether a body came compressed in the one way that is read; the names of encodings have no case. */
export function isGzip(contentEncoding: string | null): boolean {
  return contentEncoding !== null && ['gzip', 'x-gzip'].includes(contentEncoding.trim().toLowerCase());
}

/** The bytes of a delivery without their encoding; null where it is another one, or not what it says. */
export async function decodedBytes(bytes: Buffer, contentEncoding: string | null): Promise<Buffer | null> {
  if (contentEncoding === null || contentEncoding.trim().toLowerCase() === 'identity') return bytes;
  if (!isGzip(contentEncoding)) return null;
  try {
    return await inflate(bytes, { maxOutputLength: LARGEST_DELIVERY_BYTES });
  } catch {
    return null;
  }
}
