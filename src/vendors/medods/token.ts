import { createHmac } from 'node:crypto';

const LIFETIME_SECONDS = 60;
const RENEW_BEFORE_SECONDS = 15;
/** One working client dates its tokens back, against a vendor's clock that is behind. */
const BACKDATE_SECONDS = 10;

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const HEADER = encode({ alg: 'HS512', typ: 'JWT' });

/**
 * Signs the token of API v2: exactly `iss`, `iat`, `exp` in Unix seconds, HS512 with the text of the
 * SecretKey as it is written (it looks like hex and is not decoded).
 */
export function signToken(identity: string, secretKey: string, issuedAt: number): string {
  const payload = encode({ iss: identity, iat: issuedAt, exp: issuedAt + LIFETIME_SECONDS });
  const signature = createHmac('sha512', secretKey).update(`${HEADER}.${payload}`).digest('base64url');
  return `${HEADER}.${payload}.${signature}`;
}

/** Gives a token with at least 15 seconds left, signing a new one only when needed. */
export class TokenSource {
  private token = '';
  private expiresAt = 0;

  constructor(
    private readonly identity: string,
    private readonly secretKey: string,
    private readonly now: () => Date = () => new Date(),
  ) {}

  current(): string {
    const seconds = Math.floor(this.now().getTime() / 1000);
    if (this.expiresAt - seconds < RENEW_BEFORE_SECONDS) {
      const issuedAt = seconds - BACKDATE_SECONDS;
      this.token = signToken(this.identity, this.secretKey, issuedAt);
      this.expiresAt = issuedAt + LIFETIME_SECONDS;
    }
    return this.token;
  }

  /** After a refusal: the next token is a new one. */
  renew(): void {
    this.expiresAt = 0;
  }
}
