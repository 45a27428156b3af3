import { createServer } from 'node:net';
import { freePorts, requireFreePorts } from '../../../dev/stack/ports';
import { plannedPorts, readSettings } from '../../../dev/stack/settings';

test('taken ports are reported in one message, each with its variable and who holds it', async () => {
  const [first = 0, second = 0, free = 0] = await freePorts(3);
  const servers = [first, second].map((port) => createServer().listen(port, '127.0.0.1'));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))));
  try {
    const plans = [
      { port: first, what: 'MongoDB', variable: 'SKVOZ_MONGODB_PORT' },
      { port: free, what: 'Temporal', variable: 'SKVOZ_TEMPORAL_PORT' },
      { port: second, what: 'the API', variable: 'SKVOZ_PORT' },
    ];

    const message = await requireFreePorts(plans).then(
      () => '',
      (error: unknown) => (error instanceof Error ? error.message : ''),
    );

    expect(message).toContain(`Port ${first}, wanted for MongoDB, is taken`);
    expect(message).toContain('set SKVOZ_MONGODB_PORT');
    expect(message).toContain(`Port ${second}, wanted for the API, is taken`);
    expect(message).not.toContain(String(free));
  } finally {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }
  await requireFreePorts([{ port: first, what: 'MongoDB', variable: 'SKVOZ_MONGODB_PORT' }]);
});

test('the ports follow SKVOZ_PORT unless a variable of their own says otherwise', () => {
  const ports = (environment: Record<string, string>) =>
    plannedPorts(readSettings(environment)).map(({ port }) => port);

  expect(ports({})).toEqual([8080, 8081, 8082, 8083, 8084, 8085]);
  expect(ports({ SKVOZ_PORT: '9000', SKVOZ_MONGODB_PORT: '27017' })).toEqual([
    9000, 9001, 9002, 27017, 9004, 9005,
  ]);
  expect(ports({ SKVOZ_DEMO: '0' })).toEqual([8080, 8081, 8082, 8083]);
});

test('a server named in the environment is used instead of a local one, and gets no demo data unasked', () => {
  const settings = readSettings({ MONGODB_URI: 'mongodb://db.example.ru/' });

  expect(settings.mongo).toBeUndefined();
  expect(settings.temporal).toBeDefined();
  expect(settings.demo).toBe(false);
  expect(readSettings({ MONGODB_URI: 'mongodb://db.example.ru/', SKVOZ_DEMO: '1' }).demo).toBe(true);
});

test('wrong settings are all named at once', () => {
  expect(() => readSettings({ SKVOZ_PORT: '70000', SKVOZ_DEMO: 'perhaps' })).toThrow(
    /SKVOZ_PORT must be[\s\S]*SKVOZ_DEMO must be/,
  );
  expect(() => readSettings({ NODE_ENV: 'production', SKVOZ_DEMO: '1' })).toThrow('SKVOZ_DEMO must be 0');
});
