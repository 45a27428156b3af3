import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { createTemporalLogger } from '../../src/platform/temporal-logger';
import { collectLog } from './log-lines';

const PLANTED = {
  phone: '+7 (912) 555-01-23',
  email: 'planted.person@example.test',
  token: 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJwbGFudGVkIn0.cGxhbnRlZA',
  secret: 'planted-secret-value',
  person: 'Подложный',
} as const;
/** Parts that would betray a planted value even if it were printed in another shape. */
const BETRAYERS = ['5550123', '555-01-23', 'planted', 'eyJ', 'Подложный'];

function expectClean(text: string): void {
  expect(text).not.toBe('');
  for (const betrayer of BETRAYERS) expect(text).not.toContain(betrayer);
}

describe('log', () => {
  test('a record is one JSON line with its level by name, its time in UTC and the name of the process', () => {
    const { log, records } = collectLog('info');
    log.info({ tenantId: 'clinic-1', rows: 12 }, 'page read');
    log.debug('below the level');
    expect(records()).toHaveLength(1);
    expect(records()[0]).toMatchObject({
      level: 'info',
      name: 'test',
      tenantId: 'clinic-1',
      rows: 12,
      msg: 'page read',
    });
    expect(records()[0]).toHaveProperty('time', expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/));
  });

  test.each([
    'authorization',
    'Set-Cookie',
    'secretKey',
    'identity',
    'access_token',
    'password',
    'phones',
    'clientEmail',
    'lastName',
    'name',
    'body',
    'rawBody',
    'headers',
    'operatorKey',
    'comment',
  ])('what stands under %s is not written, however deep', (key) => {
    const { log, text } = collectLog();
    const value = { [key]: PLANTED.secret, kept: 1 };
    log.info(value, 'flat');
    log.info({ outer: { list: [value] } }, 'deep');
    log.child({ bound: value }).info('bound');
    log.info({ outer: { [key]: { inner: [PLANTED.secret] } } }, 'an object under the key');
    log.info({ outer: { [key]: 79125550123 } }, 'a number under the key');
    expectClean(text());
    expect(text()).toContain('"kept":1');
  });

  test('phones, e-mails and tokens are taken out of messages, values, keys bound to a child, and numbers', () => {
    const { log, text } = collectLog();
    const { phone, email, token } = PLANTED;
    log.info(`call ${phone} or ${email} with ${token}`);
    log.info('formatted %s and %o', phone, { email });
    log.info({ seen: [`${phone} ${email}`], deep: { text: token }, count: 79125550123 }, 'values');
    log.child({ who: email, path: `/hooks/profsalon/h1/${PLANTED.secret}` }).warn('bound');
    log.info(
      { req: { method: 'GET', url: `/x?token=${PLANTED.secret}`, headers: { cookie: PLANTED.secret } } },
      'request',
    );
    log.info({ url: `https://user:${PLANTED.secret}@example.test/` });
    expectClean(text());
  });

  test('an error keeps its class, code, message, place and cause, and none of its data', () => {
    const { log, text, records } = collectLog();
    const cause = Object.assign(new RangeError(`client ${PLANTED.phone}`), {
      document: { x: PLANTED.secret },
    });
    const error = Object.assign(new Error(`mail ${PLANTED.email} refused`, { cause }), {
      code: 'E_REFUSED',
      data: PLANTED.secret,
    });
    log.error(error);
    log.error({ err: error }, 'as err');
    log.error({ results: [{ reason: error }] }, 'nested');
    log.child({ err: error, error }).error('bound');
    log.error({ err: new AggregateError([error], 'both failed') }, 'several');
    expectClean(text());
    expect(records()[1]).toMatchObject({
      err: {
        type: 'Error',
        code: 'E_REFUSED',
        message: 'mail [email] refused',
        stack: expect.stringContaining('log.test'),
        cause: { type: 'RangeError', message: 'client [phone]' },
      },
    });
    expect(records()[2]).toMatchObject({ results: [{ reason: { code: 'E_REFUSED' } }] });
    expect(records()[4]).toMatchObject({ err: { type: 'AggregateError', errors: [{ code: 'E_REFUSED' }] } });
  });

  test('an error of the HTTP client shows neither request nor answer', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(422, { 'content-type': 'application/json', 'set-cookie': PLANTED.secret });
      response.end(JSON.stringify({ error: PLANTED.person, phone: PLANTED.phone }));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const { log, text, records } = collectLog();
    try {
      await axios.post(
        `http://127.0.0.1:${port}/clients?phone=${encodeURIComponent(PLANTED.phone)}`,
        { surname: PLANTED.person },
        { headers: { Authorization: `Bearer ${PLANTED.token}` } },
      );
    } catch (error) {
      log.error({ err: error }, 'vendor refused');
      log.error({ failure: { error } }, 'vendor refused');
    } finally {
      await new Promise((closed) => server.close(closed));
    }
    expectClean(text());
    expect(records()[0]).toMatchObject({
      err: {
        type: 'AxiosError',
        code: 'ERR_BAD_REQUEST',
        status: 422,
        message: expect.stringContaining('422'),
      },
    });
  });

  test('a logged name does not take the place of the name of the process', () => {
    const { log, text, records } = collectLog();
    log.info({ name: PLANTED.person }, 'x');
    expectClean(text());
    expect(records()[0]).toMatchObject({ name: 'test' });
  });

  test('a record that is too deep or in a circle is still written, cut', () => {
    const { log, records, text } = collectLog();
    const circle: Record<string, unknown> = { tenantId: 'clinic-1' };
    circle['self'] = circle;
    log.info(
      { circle, deep: JSON.parse(`${'{"a":'.repeat(30)}"${PLANTED.secret}"${'}'.repeat(30)}`) },
      'odd',
    );
    expect(records()[0]).toMatchObject({ circle: { tenantId: 'clinic-1' }, msg: 'odd' });
    expectClean(text());
  });

  test('the Temporal SDK writes through the same redaction, at its own levels', () => {
    const { log, text, records } = collectLog();
    const temporal = createTemporalLogger(log);
    temporal.trace('t');
    temporal.debug('d');
    temporal.info('i', { workflowId: 'integration/clinic-1/medods' });
    temporal.warn(`w ${PLANTED.phone}`);
    temporal.error('e', { error: new Error(PLANTED.email), token: PLANTED.token });
    temporal.log('WARN', 'again');
    expect(records()).toMatchObject([
      { level: 'trace', msg: 't', component: 'temporal' },
      { level: 'debug' },
      { level: 'info', workflowId: 'integration/clinic-1/medods' },
      { level: 'warn' },
      { level: 'error', error: { type: 'Error', message: '[email]' } },
      { level: 'warn', msg: 'again' },
    ]);
    expectClean(text());
  });
});
