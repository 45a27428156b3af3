import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { loadConfig } from '../../src/platform/config';
import { ConfigurationError } from '../../src/platform/configuration-error';
import { validEnvironment } from './environment';

function refusal(env: Record<string, string>): ConfigurationError {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

function refusedVariables(env: Record<string, string>): string[] {
  return refusal(env).problems.map(({ variable }) => variable);
}

describe('configuration', () => {
  test('two keys are enough, the rest has defaults that hang together by the port', () => {
    const config = loadConfig(validEnvironment({ SKVOZ_PORT: '9100' }));
    expect(config).toMatchObject({
      production: false,
      http: { host: '127.0.0.1', port: 9100, trustedProxies: [] },
      publicUrl: 'http://127.0.0.1:9100',
      demo: false,
      mongodb: { database: 'skvoz' },
      temporal: { address: '127.0.0.1:9101', namespace: 'default', taskQueuePrefix: '' },
      medods: { requestsPerSecond: 2, timeoutMs: 15_000 },
      log: { level: 'info', pretty: false },
      alerts: {},
      lateAfterHours: 36,
      quietAfterDays: 7,
      sessions: { idleHours: 12, days: 30 },
      retention: { rawDays: 30, runsDays: 180, inboxDays: 30, auditDays: 1_095 },
    });
    expect(config.mongodb.uri.reveal()).toBe('mongodb://127.0.0.1:9103/skvoz?replicaSet=skvoz');
    expect(config.medods.origin).toBeUndefined();
  });

  test('every value is taken from its variable', () => {
    const config = loadConfig(
      validEnvironment({
        MONGODB_URI: 'mongodb://hub:pa%40ss@db1.test,db2.test/clinics?replicaSet=rs0',
        TEMPORAL_ADDRESS: 'temporal.test:7233',
        TEMPORAL_NAMESPACE: 'hub',
        TEMPORAL_API_KEY: 'temporal-key',
        SKVOZ_HOST: '0.0.0.0',
        SKVOZ_PUBLIC_URL: 'https://skvoz.test/',
        SKVOZ_DATA_DIR: '/var/lib/skvoz',
        SKVOZ_DEMO: '1',
        SKVOZ_MEDODS_RATE: '0',
        SKVOZ_MEDODS_ORIGIN: 'http://127.0.0.1:8084',
        SKVOZ_MEDODS_TIMEOUT_MS: '500',
        SKVOZ_LOG_LEVEL: 'debug',
        SKVOZ_LOG_PRETTY: 'true',
        SKVOZ_ALERT_EMAIL_TO: 'a@skvoz.test, B <b@skvoz.test>',
        SKVOZ_ALERT_EMAIL_FROM: 'Skvoz <skvoz@skvoz.test>',
        SKVOZ_SMTP_URL: 'smtps://user:secret@mail.test:465',
        SKVOZ_ALERT_WEBHOOK_URL: 'https://chat.test/hook/abc',
        SKVOZ_LATE_AFTER_HOURS: '12',
        SKVOZ_QUIET_AFTER_DAYS: '3',
        SKVOZ_TASK_QUEUE_PREFIX: 'blue-',
        SKVOZ_RETENTION_RAW_DAYS: '1',
        SKVOZ_RETENTION_RUNS_DAYS: '2',
        SKVOZ_RETENTION_INBOX_DAYS: '3',
        SKVOZ_RETENTION_AUDIT_DAYS: '4',
        SKVOZ_TRUSTED_PROXIES: '10.0.0.1, 172.16.0.0/12',
        SKVOZ_SESSION_IDLE_HOURS: '1',
        SKVOZ_SESSION_DAYS: '7',
      }),
    );
    expect(config).toMatchObject({
      http: { host: '0.0.0.0', trustedProxies: ['10.0.0.1', '172.16.0.0/12'] },
      publicUrl: 'https://skvoz.test',
      dataDirectory: '/var/lib/skvoz',
      demo: true,
      mongodb: { database: 'clinics' },
      temporal: { address: 'temporal.test:7233', namespace: 'hub', taskQueuePrefix: 'blue-' },
      medods: { requestsPerSecond: 0, timeoutMs: 500, origin: 'http://127.0.0.1:8084' },
      log: { level: 'debug', pretty: true },
      alerts: { email: { to: ['a@skvoz.test', 'B <b@skvoz.test>'], from: 'Skvoz <skvoz@skvoz.test>' } },
      lateAfterHours: 12,
      quietAfterDays: 3,
      sessions: { idleHours: 1, days: 7 },
      retention: { rawDays: 1, runsDays: 2, inboxDays: 3, auditDays: 4 },
    });
    expect(config.temporal.connection.reveal()).toEqual({ tls: true, apiKey: 'temporal-key' });
    expect(config.alerts.webhookUrl?.reveal()).toBe('https://chat.test/hook/abc');
    expect(config.alerts.email?.smtpUrl.reveal()).toBe('smtps://user:secret@mail.test:465');
  });

  test('everything that is wrong is reported at once, each with what to set', () => {
    const error = refusal({
      NODE_ENV: 'production',
      SKVOZ_PORT: '70000',
      SKVOZ_HOST: 'http://x',
      SKVOZ_PUBLIC_URL: 'https://skvoz.test/path',
      SKVOZ_DEMO: 'maybe',
      SKVOZ_MEDODS_RATE: '-1',
      SKVOZ_MEDODS_ORIGIN: 'http://127.0.0.1:8084',
      SKVOZ_MEDODS_TIMEOUT_MS: '1.5',
      SKVOZ_LOG_LEVEL: 'loud',
      SKVOZ_SMTP_URL: 'mail.test',
      SKVOZ_ALERT_WEBHOOK_URL: 'ftp://x.test',
      SKVOZ_TASK_QUEUE_PREFIX: 'a b',
      SKVOZ_RETENTION_RAW_DAYS: '0',
      SKVOZ_MEDOD_RATE: '3',
      TEMPORAL_ADDRESS: 'http://temporal.test',
      TEMPORAL_TLS: 'yes',
    });
    expect(error.problems.map(({ variable }) => variable).sort()).toEqual([
      'MONGODB_URI',
      'SKVOZ_ALERT_EMAIL_FROM',
      'SKVOZ_ALERT_EMAIL_TO',
      'SKVOZ_ALERT_WEBHOOK_URL',
      'SKVOZ_DEMO',
      'SKVOZ_ENCRYPTION_KEYS',
      'SKVOZ_HOST',
      'SKVOZ_LOG_LEVEL',
      'SKVOZ_MEDODS_ORIGIN',
      'SKVOZ_MEDODS_RATE',
      'SKVOZ_MEDODS_TIMEOUT_MS',
      'SKVOZ_MEDOD_RATE',
      'SKVOZ_OPERATOR_KEY',
      'SKVOZ_PORT',
      'SKVOZ_PUBLIC_URL',
      'SKVOZ_RETENTION_RAW_DAYS',
      'SKVOZ_SMTP_URL',
      'SKVOZ_TASK_QUEUE_PREFIX',
      'TEMPORAL_ADDRESS',
      'TEMPORAL_TLS',
    ]);
    expect(error.message).toContain('SKVOZ_PORT must be a whole number from 1 to 65532');
    expect(error.message).toContain('SKVOZ_MEDOD_RATE is not a known name. Correct or remove it.');
    expect(error.message).toContain('SKVOZ_OPERATOR_KEY is not set. Set at least 32 random characters');
    expect(error.message).not.toContain('Invalid input');
  });

  test.each([
    ['MONGODB_URI', 'mongodb://hub:planted-secret@/'],
    ['MONGODB_URI', 'postgres://hub:planted-secret@db.test/skvoz'],
    ['SKVOZ_OPERATOR_KEY', 'planted-secret'],
    ['SKVOZ_OPERATOR_KEY', `planted-secret ${'x'.repeat(40)}`],
    ['SKVOZ_ENCRYPTION_KEYS', 'planted-secret'],
    ['SKVOZ_ENCRYPTION_KEYS', 'k1:planted-secret'],
    ['SKVOZ_SMTP_URL', 'http://u:planted-secret@mail.test'],
    ['SKVOZ_ALERT_WEBHOOK_URL', 'planted-secret'],
    ['TEMPORAL_ADDRESS', 'https://u:planted-secret@temporal.test'],
  ])('a wrong %s is named and its value is not repeated (%s)', (variable, value) => {
    const error = refusal(validEnvironment({ [variable]: value }));
    expect(error.problems.map((problem) => problem.variable)).toContain(variable);
    expect(inspect(error, { depth: 10 })).not.toContain('planted-secret');
  });

  test('encryption keys: the first comes first, ids are unique, each has 32 bytes', () => {
    const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const keys = (list: string) => validEnvironment({ SKVOZ_ENCRYPTION_KEYS: list });
    const good = loadConfig(keys(`new:${two.toString('base64')}, old:${one.toString('base64')}`));
    expect(good.encryptionKeys.reveal()).toEqual([
      { id: 'new', key: two },
      { id: 'old', key: one },
    ]);
    expect(refusal(keys(`a:${one.toString('base64')},a:${two.toString('base64')}`)).message).toContain(
      'id twice',
    );
    expect(refusal(keys(`a:${Buffer.alloc(31).toString('base64')}`)).message).toContain('entry number 1');
    expect(refusal(keys(`a:${one.toString('base64')},`)).message).toContain('entry number 2');
  });

  test('an empty variable counts as one that is not set', () => {
    const config = loadConfig(validEnvironment({ SKVOZ_PORT: '', MONGODB_URI: '', TEMPORAL_API_KEY: '' }));
    expect(config.http.port).toBe(8080);
    expect(config.temporal.connection.reveal()).toEqual({});
    expect(refusedVariables({ ...validEnvironment(), SKVOZ_OPERATOR_KEY: '' })).toEqual([
      'SKVOZ_OPERATOR_KEY',
    ]);
  });

  test('names that belong to the local stack and the tests are left alone', () => {
    const foreign = ['TEMPORAL_PORT', 'TEMPORAL_UI_PORT', 'MONGODB_PORT', 'CHROMIUM', 'TEST_MONGODB_URI'];
    const env = Object.fromEntries(foreign.map((name) => [`SKVOZ_${name}`, 'anything']));
    expect(loadConfig(validEnvironment(env)).http.port).toBe(8080);
    expect(refusedVariables(validEnvironment({ SKVOZ_TESTS: '1' }))).toEqual(['SKVOZ_TESTS']);
  });

  test('the simulator origin is refused in production and allowed elsewhere', () => {
    const env = validEnvironment({
      MONGODB_URI: 'mongodb://db.test/skvoz?replicaSet=rs0',
      SKVOZ_MEDODS_ORIGIN: 'http://127.0.0.1:8084',
    });
    expect(loadConfig(env).medods.origin).toBe('http://127.0.0.1:8084');
    expect(refusedVariables({ ...env, NODE_ENV: 'production' })).toEqual(['SKVOZ_MEDODS_ORIGIN']);
    expect(
      loadConfig({ ...validEnvironment(), NODE_ENV: 'production', MONGODB_URI: env['MONGODB_URI'] })
        .production,
    ).toBe(true);
  });

  test('alerts by e-mail need all three of their variables', () => {
    expect(refusedVariables(validEnvironment({ SKVOZ_ALERT_EMAIL_TO: 'a@skvoz.test' })).sort()).toEqual([
      'SKVOZ_ALERT_EMAIL_FROM',
      'SKVOZ_SMTP_URL',
    ]);
  });

  test('secrets do not print with the configuration, and it cannot be changed', () => {
    const env = validEnvironment({ MONGODB_URI: 'mongodb://hub:planted-secret@db.test/?replicaSet=rs0' });
    const config = loadConfig(env);
    const printed =
      inspect(config, { depth: 20, showHidden: true }) + JSON.stringify(config) + String(config.operatorKey);
    expect(config.operatorKey.reveal()).toBe(env['SKVOZ_OPERATOR_KEY']);
    expect(printed).toContain('[secret]');
    expect(printed).not.toContain('planted-secret');
    expect(printed).not.toContain(env['SKVOZ_OPERATOR_KEY']);
    expect(printed).not.toContain(env['SKVOZ_ENCRYPTION_KEYS']?.slice(3));
    expect(() => Object.assign(config.medods, { timeoutMs: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config, { demo: true })).toThrow(TypeError);
  });
});

describe("Temporal's own configuration", () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'skvoz-temporal-config-'));
    await writeFile(
      join(directory, 'temporal.toml'),
      '[profile.default]\naddress = "file.test:7233"\nnamespace = "from-file"\n[profile.eu]\naddress = "eu.test:7233"\n',
    );
    await writeFile(join(directory, 'ca.pem'), 'certificate');
  });
  afterAll(() => rm(directory, { recursive: true }));

  test('its file is read when named, and variables go before it', () => {
    const file = { TEMPORAL_CONFIG_FILE: join(directory, 'temporal.toml') };
    expect(loadConfig(validEnvironment(file)).temporal).toMatchObject({
      address: 'file.test:7233',
      namespace: 'from-file',
    });
    expect(loadConfig(validEnvironment({ ...file, TEMPORAL_PROFILE: 'eu' })).temporal.address).toBe(
      'eu.test:7233',
    );
    expect(
      loadConfig(validEnvironment({ ...file, TEMPORAL_ADDRESS: 'variable.test:1' })).temporal.address,
    ).toBe('variable.test:1');
  });

  test('a file, a profile or a certificate that is not there is an error, not a default', () => {
    const missing = { TEMPORAL_CONFIG_FILE: join(directory, 'absent.toml') };
    expect(refusal(validEnvironment(missing)).message).toContain('ENOENT');
    const profile = { TEMPORAL_CONFIG_FILE: join(directory, 'temporal.toml'), TEMPORAL_PROFILE: 'us' };
    expect(refusal(validEnvironment(profile)).message).toContain('cannot be loaded');
    const certificate = { TEMPORAL_TLS_SERVER_CA_CERT_PATH: join(directory, 'absent.pem') };
    expect(refusal(validEnvironment(certificate)).message).toContain('ENOENT');
  });

  test('certificates and headers reach the connection', () => {
    const config = loadConfig(
      validEnvironment({
        TEMPORAL_TLS_SERVER_CA_CERT_PATH: join(directory, 'ca.pem'),
        TEMPORAL_TLS_SERVER_NAME: 'temporal.test',
        TEMPORAL_GRPC_META_X_ROUTE: 'blue',
      }),
    );
    expect(config.temporal.connection.reveal()).toMatchObject({
      tls: {
        serverNameOverride: 'temporal.test',
        serverRootCACertificate: new Uint8Array(Buffer.from('certificate')),
      },
      metadata: { 'x-route': 'blue' },
    });
  });
});
