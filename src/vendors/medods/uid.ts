import type { ErrorCode } from '../../domain/errors';

const DOMAIN = '.medods.ru';
const WIDGET_PREFIX = 'online-';
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The origin of a clinic's API, or why the text is not one. */
export type ParsedUid =
  | { readonly ok: true; readonly origin: string }
  | {
      readonly ok: false;
      readonly code: Extract<ErrorCode, 'uid_invalid' | 'uid_is_widget' | 'uid_host_refused'>;
    };

/**
 * Reads the UID as customers type it: a bare name, a host, or any address within the clinic's system;
 * path, query and scheme are dropped. One label under `medods.ru` is accepted and nothing else, so that
 * the field cannot point our requests anywhere but to Medods.
 */
export function parseUid(text: string): ParsedUid {
  const typed = text.trim();
  const bare = LABEL.test(typed.toLowerCase());
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${bare ? typed + DOMAIN : typed}`;
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return { ok: false, code: 'uid_invalid' };
  }
  const { hostname, protocol, username, password, port } = url;
  if (typed === '' || username !== '' || password !== '') return { ok: false, code: 'uid_invalid' };
  if (protocol !== 'https:' && protocol !== 'http:') return { ok: false, code: 'uid_invalid' };
  if (bare && typed.toLowerCase() === 'localhost') return { ok: false, code: 'uid_host_refused' };
  if (!hostname.endsWith(DOMAIN) || port !== '') return { ok: false, code: 'uid_host_refused' };
  const label = hostname.slice(0, -DOMAIN.length);
  if (!LABEL.test(label)) return { ok: false, code: 'uid_host_refused' };
  if (label.startsWith(WIDGET_PREFIX)) return { ok: false, code: 'uid_is_widget' };
  return { ok: true, origin: `https://${hostname}` };
}
