/** Bytes of the data of every payload within: arguments, results, details of failures, memos. */
export function payloadBytes(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return 0;
  if ('data' in value && value.data instanceof Uint8Array) return value.data.length;
  return Object.values(value).reduce<number>((sum, inner) => sum + payloadBytes(inner), 0);
}
