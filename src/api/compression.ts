import compress from '@fastify/compress';
import type { Api } from './route';

/** Below this a packet holds the answer as it is. Bytes. */
const SMALLEST = 1_200;
/** A list of leads shrinks tenfold at any level; the fast ones take a millisecond. */
const LEVEL = 4;

/**
 * Packs larger JSON answers for who takes gzip. A page of another site cannot have such an answer made
 * with somebody's cookie in it and weigh it: the cookie is never sent from there. Requests are never
 * unpacked.
 */
export async function compressAnswers(api: Api): Promise<void> {
  await api.register(compress, {
    globalDecompression: false,
    encodings: ['gzip'],
    threshold: SMALLEST,
    customTypes: /^application\/(problem\+)?json\b/,
    zlibOptions: { level: LEVEL },
  });
}
