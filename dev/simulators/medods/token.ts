import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const longestLifeSeconds = 300;
const allowedSkewSeconds = 10;

const headerSchema = z.strictObject({ alg: z.literal('HS512'), typ: z.literal('JWT') });
const claimsSchema = z.strictObject({ iss: z.string(), iat: z.int(), exp: z.int() });

/** Why a token is refused, or undefined when it is good. Times are Unix seconds. */
export function refusalOfToken(
  token: string,
  expected: { identity: string; secretKey: string; nowSeconds: number },
): string | undefined {
  const parts = token.split('.');
  const [header, claims, signature] = parts;
  if (parts.length !== 3 || header === undefined || claims === undefined || signature === undefined) {
    return 'the token does not have three parts';
  }
  // The algorithm is read before the signature, so that a token cannot choose how it is checked.
  if (!headerSchema.safeParse(decodePart(header)).success) return 'the algorithm is not HS512';
  // The key is the text of the secret: it looks like hex and is not decoded.
  const wanted = createHmac('sha512', expected.secretKey).update(`${header}.${claims}`).digest('base64url');
  if (!sameText(signature, wanted)) return 'the signature does not match';
  const parsed = claimsSchema.safeParse(decodePart(claims));
  if (!parsed.success) return 'the claims are not exactly iss, iat and exp';
  const { iss, iat, exp } = parsed.data;
  if (iss !== expected.identity) return 'the identity is unknown';
  if (exp <= expected.nowSeconds) return 'the token has expired';
  if (iat > expected.nowSeconds + allowedSkewSeconds) return 'the token is not valid yet';
  if (exp <= iat || exp - iat > longestLifeSeconds) return 'the token lives too long';
  return undefined;
}

function decodePart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch (error) {
    // Not JSON: no schema accepts undefined, so the caller refuses the token.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function sameText(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
