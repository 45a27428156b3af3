/** What of a Content-Type header matters here. `media` is in lower case. */
export interface ContentType {
  readonly media: string;
  readonly charset: string;
}

/** A header that is absent or cannot be read leaves the body to speak for itself, in UTF-8. */
export function parseContentType(header: string | null): ContentType {
  const [media = '', ...parameters] = (header ?? '').split(';');
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/i.exec(parameter)?.[1])
    .find((label) => label !== undefined);
  return { media: media.trim().toLowerCase(), charset: charset ?? 'utf-8' };
}
