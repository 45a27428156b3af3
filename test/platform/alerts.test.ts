import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { type Alert, AlertDeliveryError, createAlertSender } from '../../src/platform/alerts';
import { loadConfig } from '../../src/platform/config';
import { validEnvironment } from './environment';
import { collectLog } from './log-lines';

const ALERT: Alert = {
  kind: 'integration_failed',
  tenantId: 'clinic-1',
  tenantName: 'Клиника «Пример»',
  integrationId: 'medods',
  since: new Date('2026-03-10T06:00:00Z'),
  text: {
    ru: 'Medods не принял ключ. Нажмите «Активировать».',
    en: 'Medods refused the key. Press Activate.',
  },
};

type Stop = () => Promise<void>;
const stops: Stop[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function webhook(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  stops.push(async () => {
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts/planted-secret`;
}

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
}

async function mailServer(refuses: (address: string) => boolean = () => false) {
  const received: Received[] = [];
  const server = new SMTPServer({
    hideSTARTTLS: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'planted-secret' ? done(null, { user: username }) : done(new Error('no')),
    onRcptTo: ({ address }, _session, done) => done(refuses(address) ? new Error('no such mailbox') : null),
    onData: (stream, { envelope }, done) => {
      const { mailFrom, rcptTo } = envelope;
      text(stream).then((source) => {
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          source,
        });
        done();
      }, done);
    },
    allowInsecureAuth: true,
  });
  const listening = server.listen(0, '127.0.0.1');
  await new Promise<void>((ready) => listening.once('listening', ready));
  stops.push(() => new Promise((closed) => server.close(() => closed())));
  const { port } = listening.address() as AddressInfo;
  return {
    received,
    variables: (password = 'planted-secret') => ({
      SKVOZ_SMTP_URL: `smtp://hub:${password}@127.0.0.1:${port}`,
      SKVOZ_ALERT_EMAIL_FROM: 'Skvoz <skvoz@example.test>',
      SKVOZ_ALERT_EMAIL_TO: 'one@example.test, two@example.test',
    }),
  };
}

function senderFor(variables: Record<string, string>) {
  const collected = collectLog();
  return {
    ...collected,
    sender: createAlertSender(loadConfig(validEnvironment(variables)).alerts, collected.log),
  };
}

/** The text of a quoted-printable message (RFC 2045 §6.7). */
function decode(source: string): string {
  const bytes = source
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

describe('alerts', () => {
  test('without a way to send there is nothing to do', async () => {
    const { sender } = senderFor({});
    expect(sender.enabled).toBe(false);
    await expect(sender.send(ALERT)).resolves.toBeUndefined();
  });

  test('an e-mail reaches every address, in both languages', async () => {
    const mail = await mailServer();
    const { sender, text: logged } = senderFor(mail.variables());
    expect(sender.enabled).toBe(true);
    await sender.send(ALERT);
    expect(mail.received).toHaveLength(1);
    expect(mail.received[0]).toMatchObject({
      from: 'skvoz@example.test',
      to: ['one@example.test', 'two@example.test'],
    });
    const source = mail.received[0]?.source ?? '';
    expect(decode(source)).toContain(ALERT.text.ru);
    expect(decode(source)).toContain(ALERT.text.en);
    expect(decode(source)).toContain('2026-03-10T06:00:00.000Z');
    expect(source).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(logged()).toContain('alert sent');
    expect(logged()).not.toContain('example.test');
  });

  test('a webhook receives JSON, and the same id when it is sent again', async () => {
    const bodies: unknown[] = [];
    const requests: IncomingMessage[] = [];
    const url = await webhook((request, response) => {
      requests.push(request);
      void text(request).then((body) => {
        bodies.push(JSON.parse(body));
        response.writeHead(204).end();
      });
    });
    const { sender } = senderFor({ SKVOZ_ALERT_WEBHOOK_URL: url });
    await sender.send(ALERT);
    await sender.send(ALERT);
    await sender.send({ ...ALERT, since: new Date('2026-03-11T06:00:00Z') });
    const { since: _since, ...rest } = ALERT;
    expect(bodies[0]).toEqual({ ...rest, id: expect.any(String), since: '2026-03-10T06:00:00.000Z' });
    expect(requests[0]).toMatchObject({ method: 'POST', url: '/alerts/planted-secret' });
    expect(requests[0]?.headers['content-type']).toContain('application/json');
    const ids = requests.map(({ headers }) => headers['idempotency-key']);
    expect(bodies[0]).toHaveProperty('id', ids[0]);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test.each([301, 404, 500])(
    'a webhook that answers %d failed, and a redirect is not followed',
    async (status) => {
      let followed = 0;
      const elsewhere = await webhook((_request, response) => {
        followed += 1;
        response.end();
      });
      const url = await webhook((_request, response) => {
        response.writeHead(status, { location: elsewhere }).end('planted body');
      });
      const { sender, log, text: logged } = senderFor({ SKVOZ_ALERT_WEBHOOK_URL: url });
      const failure: unknown = await sender.send(ALERT).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(AlertDeliveryError);
      log.error({ err: failure }, 'alert');
      expect(logged()).toContain(`answered ${status}`);
      expect(logged()).not.toContain('planted');
      expect(followed).toBe(0);
    },
  );

  test('an endless answer does not hold the sender', async () => {
    const url = await webhook((_request, response) => {
      response.writeHead(200).write('and so on');
    });
    await expect(senderFor({ SKVOZ_ALERT_WEBHOOK_URL: url }).sender.send(ALERT)).resolves.toBeUndefined();
  });

  test('a refused password and a refused address are failures that show no secret', async () => {
    const mail = await mailServer((address) => address.startsWith('two'));
    const partly = senderFor(mail.variables());
    await expect(partly.sender.send(ALERT)).rejects.toBeInstanceOf(AlertDeliveryError);
    const wrong = senderFor(mail.variables('other-planted-secret'));
    const failure: unknown = await wrong.sender.send(ALERT).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AlertDeliveryError);
    wrong.log.error({ err: failure }, 'alert');
    expect(wrong.text()).toContain('EAUTH');
    expect(wrong.text()).not.toContain('planted');
  });

  test('when one way fails the other still sends, and the failure names the way', async () => {
    const mail = await mailServer();
    const url = await webhook((_request, response) => response.writeHead(503).end());
    const { sender } = senderFor({ ...mail.variables(), SKVOZ_ALERT_WEBHOOK_URL: url });
    await expect(sender.send(ALERT)).rejects.toThrow('The alert was not sent by webhook.');
    expect(mail.received).toHaveLength(1);
  });
});
