import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Received } from './receiver';

/** Any body that reads as JSON or as form pairs, looked into by path. */
export const objectSchema = z.record(z.string(), z.unknown());

/** The JSON of a post, unpacked and in its own charset. */
export function jsonOf({ headers, body }: Received): unknown {
  const plain = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
  const charset = /charset=([\w-]+)/.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  return JSON.parse(new TextDecoder(charset, { fatal: true }).decode(plain));
}

/** The pairs of a form or of multipart, as the platform reads them; `type` in place of the one that was sent. */
export async function pairsOf(
  { headers, body }: Received,
  type = headers['content-type'] ?? '',
): Promise<Record<string, string>> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  return Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
}
