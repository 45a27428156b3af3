import type { TextDecoder } from 'node:util';
import { BodyRefused } from './tree';

/**
 * @param decoder a fatal one.
 * @throws BodyRefused `text_invalid` for bytes that are not of the decoder's charset.
 */
export function decode(bytes: Buffer, decoder: TextDecoder): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new BodyRefused('text_invalid');
  }
}
