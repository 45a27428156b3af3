import { isIPv4 } from 'node:net';
import { z } from 'zod';

/** Whether the URL leads to this machine over plain HTTP. */
function isLoopback(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  const isOwn = hostname === 'localhost' || hostname === '[::1]';
  return protocol === 'http:' && (isOwn || (isIPv4(hostname) && hostname.startsWith('127.')));
}

/** A webhook address. Its last segment is a secret, so it stands in no answer, log or error. */
export const hookUrlSchema = z
  .url()
  .refine(
    isLoopback,
    'leads to another machine: the simulator only posts to http://127.0.0.1, http://[::1] or http://localhost',
  );
