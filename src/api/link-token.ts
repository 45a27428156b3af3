import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const TOKEN_BYTES = 32;
const VALID_MS = 7 * 24 * 60 * 60 * 1_000;

/** What stands after the # of a link that serves once. */
export const linkToken = z.string().min(1).max(200);

/** A token that nobody guesses, and for how long its link serves: 7 days. */
export function createLinkToken(): {
  readonly token: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
} {
  const createdAt = new Date();
  return {
    token: randomBytes(TOKEN_BYTES).toString('base64url'),
    createdAt,
    expiresAt: new Date(createdAt.getTime() + VALID_MS),
  };
}
