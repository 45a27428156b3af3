/**
 * Addresses say what their filters are in plain words: every value is a text. The library's own way reads
 * a phone number as a number and drops what a number cannot hold.
 */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** The other way round; what is not set is left out. */
export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const texts = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') texts.set(name, String(value));
  }
  const text = texts.toString();
  return text === '' ? '' : `?${text}`;
}
