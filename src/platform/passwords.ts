import { randomBytes } from 'node:crypto';
import { argon2id, hash, verify } from 'argon2';

// argon2 stays at 0.44 for now: the ready-made binary of 0.45.1 ends the process on Debian 12.

/** OWASP's parameters for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let ofNobody: Promise<string> | undefined;

/** argon2id with a salt of its own, in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

/**
 * Whether the password is the one of this hash. Without a hash it does the same work and says no, so
 * that the time of an answer does not tell which accounts there are.
 */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  ofNobody ??= hashPassword(randomBytes(32).toString('hex'));
  const matches = await verify(passwordHash ?? (await ofNobody), password);
  return matches && passwordHash !== null;
}
