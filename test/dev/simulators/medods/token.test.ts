import { MedodsControl } from '../../../../dev/simulators/medods/control-client';
import { type MedodsSimulator, startMedodsSimulator } from '../../../../dev/simulators/medods/simulator';
import { refusalOfToken } from '../../../../dev/simulators/medods/token';
import { call, credentials, goodClaims, signToken } from './vendor-call';

const path = '/api/v2/clinics?limit=1&offset=0';

/** Copied from the vendor contract, section 2. */
const vector =
  'eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9' +
  '.eyJpc3MiOiIxMTExMTExMS0yMjIyLTQzMzMtODQ0NC01NTU1NTU1NTU1NTUiLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDA2MH0' +
  '.TA-BiRZNk2EtYv0Yu5cYQUFmebIWUaj480qNnV7LKKu0_ggPurFKFHEdJigyKhN15v8sP3LK6HBEvR9Mo0wQ6g';

let simulator: MedodsSimulator;
let control: MedodsControl;

beforeAll(async () => {
  simulator = await startMedodsSimulator({ clinics: [{ ...credentials, data: { appointments: 1 } }] });
  control = new MedodsControl(simulator.origin);
});
afterAll(() => simulator.stop());

async function statusFor(authorization: string | null): Promise<number> {
  return (await call(simulator.origin, path, { authorization })).status;
}

test('the token of the vendor contract is good within its minute and refused after it', () => {
  const expected = { identity: credentials.identity, secretKey: credentials.secretKey };
  expect(refusalOfToken(vector, { ...expected, nowSeconds: 1_700_000_059 })).toBeUndefined();
  expect(refusalOfToken(vector, { ...expected, nowSeconds: 1_700_000_060 })).toMatch(/expired/);
});

test('the token of the vendor contract is good over HTTP for a clinic whose clock stands in its minute', async () => {
  const host = 'past.medods.ru';
  const clockOffsetSeconds = 1_700_000_030 - Math.floor(Date.now() / 1000);
  await control.putClinic({ ...credentials, host, clockOffsetSeconds, data: { appointments: 0 } });
  expect((await call(simulator.origin, path, { host, authorization: `Bearer ${vector}` })).status).toBe(200);
});

test('a key decoded from hex is refused, and gives the wrong signature of the contract', async () => {
  const key = Buffer.from(credentials.secretKey, 'hex');
  const wrong = signToken({ iss: credentials.identity, iat: 1_700_000_000, exp: 1_700_000_060 }, { key });
  expect(wrong.split('.')[2]).toMatch(/^p_cRMtX6nBpJ/);
  expect(await statusFor(`Bearer ${signToken(goodClaims(), { key })}`)).toBe(401);
});

test('a good token is taken after the word Bearer and alone', async () => {
  expect(await statusFor(`Bearer ${signToken(goodClaims())}`)).toBe(200);
  expect(await statusFor(signToken(goodClaims()))).toBe(200);
});

test('a clinic that takes one form of the header refuses the other', async () => {
  const token = signToken(goodClaims());
  for (const [authorization, good, bad] of [
    ['bearer', `Bearer ${token}`, token],
    ['bare', token, `Bearer ${token}`],
  ] as const) {
    const host = `${authorization}.medods.ru`;
    await control.putClinic({ ...credentials, host, authorization, data: { appointments: 0 } });
    expect((await call(simulator.origin, path, { host, authorization: good })).status).toBe(200);
    expect((await call(simulator.origin, path, { host, authorization: bad })).status).toBe(401);
  }
});

const claims = goodClaims();
test.each<[reason: string, authorization: string | null]>([
  ['no header', null],
  ['an empty bearer', 'Bearer '],
  ['another scheme', `Basic ${signToken(claims)}`],
  ['not a token', 'Bearer abc'],
  ['parts that are not JSON', 'Bearer a.b.c'],
  ['a fourth part', `Bearer ${signToken(claims)}.x`],
  ['HS256', `Bearer ${signToken(claims, { header: { alg: 'HS256', typ: 'JWT' }, hash: 'sha256' })}`],
  [
    'a header that says HS256 over an HS512 signature',
    `Bearer ${signToken(claims, { header: { alg: 'HS256', typ: 'JWT' } })}`,
  ],
  ['no algorithm', `Bearer ${signToken(claims, { header: { alg: 'none', typ: 'JWT' } })}`],
  [
    'no algorithm and no signature',
    `Bearer ${signToken(claims, { header: { alg: 'none', typ: 'JWT' } }).replace(/[^.]+$/, '')}`,
  ],
  ['a header without typ', `Bearer ${signToken(claims, { header: { alg: 'HS512' } })}`],
  ['another secret', `Bearer ${signToken(claims, { key: 'f'.repeat(64) })}`],
  ['another identity', `Bearer ${signToken({ ...claims, iss: 'somebody-else' })}`],
  ['an expired token', `Bearer ${signToken(goodClaims({ startsIn: -61 }))}`],
  ['a token issued in the future', `Bearer ${signToken(goodClaims({ startsIn: 600 }))}`],
  ['a life over 300 s', `Bearer ${signToken(goodClaims({ life: 301 }))}`],
  ['an end before the start', `Bearer ${signToken({ ...claims, iat: claims.exp + 5 })}`],
  ['a further claim', `Bearer ${signToken({ ...claims, sub: 'x' })}`],
  ['no issue time', `Bearer ${signToken({ iss: claims.iss, exp: claims.exp })}`],
  ['a fraction of a second', `Bearer ${signToken({ ...claims, iat: claims.iat + 0.5 })}`],
  ['times as text', `Bearer ${signToken({ ...claims, exp: String(claims.exp) })}`],
  ['claims that are not an object', `Bearer ${signToken([claims])}`],
])('401 for %s', async (_reason, authorization) => {
  expect(await statusFor(authorization)).toBe(401);
});

test('a life of 300 s and a start 5 s ahead are still taken', async () => {
  expect(await statusFor(`Bearer ${signToken(goodClaims({ life: 300 }))}`)).toBe(200);
  expect(await statusFor(`Bearer ${signToken(goodClaims({ startsIn: 5 }))}`)).toBe(200);
});
