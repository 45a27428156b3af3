import { createHmac } from 'node:crypto';
import { signToken, TokenSource } from '../../../src/vendors/medods/token';

// The test vector of the vendor document; the keys are invented.
const IDENTITY = '11111111-2222-4333-8444-555555555555';
const SECRET_KEY = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
const TOKEN = [
  'eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9',
  'eyJpc3MiOiIxMTExMTExMS0yMjIyLTQzMzMtODQ0NC01NTU1NTU1NTU1NTUiLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDA2MH0',
  'TA-BiRZNk2EtYv0Yu5cYQUFmebIWUaj480qNnV7LKKu0_ggPurFKFHEdJigyKhN15v8sP3LK6HBEvR9Mo0wQ6g',
].join('.');

test('the token is the one of the test vector: HS512 with the text of the key', () => {
  expect(signToken(IDENTITY, SECRET_KEY, 1_700_000_000)).toBe(TOKEN);
});

test('a key that was decoded from hex would give the signature that the document warns of', () => {
  const signed = TOKEN.slice(0, TOKEN.lastIndexOf('.'));
  const wrong = createHmac('sha512', Buffer.from(SECRET_KEY, 'hex')).update(signed).digest('base64url');
  expect(wrong).toMatch(/^p_cRMtX6nBpJ/);
  expect(TOKEN.endsWith(wrong)).toBe(false);
});

function claimsOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

test('a token is dated back ten seconds, lives sixty, and serves while fifteen are left', () => {
  let seconds = 1_700_000_010;
  const tokens = new TokenSource(IDENTITY, SECRET_KEY, () => new Date(seconds * 1000 + 999));
  const first = tokens.current();
  expect(claimsOf(first)).toEqual({ iss: IDENTITY, iat: 1_700_000_000, exp: 1_700_000_060 });
  seconds = 1_700_000_045;
  expect(tokens.current()).toBe(first);
  seconds = 1_700_000_046;
  expect(claimsOf(tokens.current())).toEqual({ iss: IDENTITY, iat: 1_700_000_036, exp: 1_700_000_096 });
});

test('after a refusal the next token is a new one', () => {
  let seconds = 1_700_000_010;
  const tokens = new TokenSource(IDENTITY, SECRET_KEY, () => new Date(seconds * 1000));
  const first = tokens.current();
  seconds += 1;
  expect(tokens.current()).toBe(first);
  tokens.renew();
  expect(tokens.current()).not.toBe(first);
});
