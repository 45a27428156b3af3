import { z } from 'zod';
import { SkvozError } from '../domain/errors';

const SHORTEST = 10;
/** Bounds the work of hashing it. */
const LONGEST = 200;

/** A password as it is typed; whether it is good enough, {@link requireGoodPassword} says. */
export const passwordSchema = z.string().min(1).max(LONGEST);

/**
 * Long enough, and neither the e-mail nor its part before the @.
 *
 * @param path of the field in the request.
 * @throws SkvozError `password_weak`
 */
export function requireGoodPassword(password: string, email: string, path: string): void {
  const plain = password.trim().toLowerCase();
  const tooShort = [...password].length < SHORTEST;
  if (!tooShort && plain !== email && plain !== email.split('@')[0]) return;
  throw new SkvozError('password_weak', { length: SHORTEST }, [
    {
      path,
      code: 'password_weak',
      message: tooShort
        ? { ru: `нужно не меньше ${SHORTEST} символов`, en: `must have at least ${SHORTEST} characters` }
        : { ru: 'не должен совпадать с почтой', en: 'must not be the e-mail' },
    },
  ]);
}
