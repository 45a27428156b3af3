import { createHash, timingSafeEqual } from 'node:crypto';
import type { Delivery } from '../webhook';
import { envelopeNames } from './aliases';
import { parseSalonLogin } from './salon-login';
import type { ProfsalonSettings } from './settings';
import { type Fields, firstOf } from './tree';
import { textOf } from './values';

export type Mismatch = 'token_differs' | 'salon_id_differs' | 'salon_login_differs';

/** What of a delivery names another salon than the settings do. Null when nothing contradicts them. */
export function mismatchOf(
  body: Fields,
  delivery: Pick<Delivery, 'token'>,
  settings: ProfsalonSettings,
  token: string | undefined,
): Mismatch | null {
  const tokens = [delivery.token, ...envelopeNames.token.map((name) => textOf(body.get(name)))];
  const differs = (given: string | null) => given !== null && given !== '' && !isSame(given, token ?? '');
  if (tokens.some(differs)) return 'token_differs';
  const id = textOf(firstOf(body, envelopeNames.salonId));
  if (id !== null && id !== settings.salonId) return 'salon_id_differs';
  const login = textOf(firstOf(body, envelopeNames.salonLogin));
  if (login !== null && parseSalonLogin(login) !== settings.salonLogin) return 'salon_login_differs';
  return null;
}

/** In a time that does not depend on where they differ. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text.trim()).digest();
  return timingSafeEqual(digest(left), digest(right));
}
