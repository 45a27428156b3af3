import { resolve } from 'node:path';
import { MongoClient } from 'mongodb';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error';
import type { EncryptionKey } from './encryption';
import { type Environment, environmentSchema, unknownVariables } from './environment';
import type { LogLevel } from './log';
import { Secret } from './secret';
import { loadTemporalConfig, type TemporalConfig } from './temporal-config';

export interface AlertsConfig {
  readonly email?: {
    readonly from: string;
    readonly to: readonly string[];
    readonly smtpUrl: Secret<string>;
  };
  /** May hold a secret in its path, as chat services' hooks do. */
  readonly webhookUrl?: Secret<string>;
}

export interface Config {
  readonly production: boolean;
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Addresses and networks whose `X-Forwarded-*` headers are believed. */
    readonly trustedProxies: readonly string[];
  };
  /** Origin without a trailing slash. */
  readonly publicUrl: string;
  /** How long people stay signed in: without doing anything, and in all. */
  readonly sessions: { readonly idleHours: number; readonly days: number };
  /** Absolute. */
  readonly dataDirectory: string;
  readonly operatorKey: Secret<string>;
  readonly encryptionKeys: Secret<readonly EncryptionKey[]>;
  readonly demo: boolean;
  readonly mongodb: { readonly uri: Secret<string>; readonly database: string };
  readonly temporal: TemporalConfig;
  readonly medods: {
    /** Of one tenant; 0 is unlimited. */
    readonly requestsPerSecond: number;
    readonly timeoutMs: number;
    /** Where every `*.medods.ru` request goes instead. */
    readonly origin?: string;
  };
  readonly log: { readonly level: LogLevel; readonly pretty: boolean };
  readonly alerts: AlertsConfig;
  /** Where a worker shows its metrics; absent: nowhere. */
  readonly workerMetricsPort?: number;
  /** Hours without a success after which an integration is late. */
  readonly lateAfterHours: number;
  /** Days without a delivery after which an integration with a vendor that sends is quiet. */
  readonly quietAfterDays: number;
  readonly retention: {
    readonly rawDays: number;
    readonly runsDays: number;
    readonly inboxDays: number;
    readonly auditDays: number;
  };
}

/** Compose files pass an unset variable as an empty one. An empty Temporal header means "take it away" and stays. */
function withoutEmpty(env: NodeJS.ProcessEnv): Record<string, string> {
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && (value !== '' || name.startsWith('TEMPORAL_GRPC_META_'))) set[name] = value;
  }
  return set;
}

/** What depends on more than one variable. Looks at the texts, so that it speaks even where another value is wrong. */
function contradictions(env: Record<string, string>): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  const production = env['NODE_ENV'] === 'production';
  if (production && env['MONGODB_URI'] === undefined) {
    problems.push({
      variable: 'MONGODB_URI',
      text: 'is not set. Set the address of the replica set, as mongodb://user:password@host:27017/skvoz?replicaSet=name.',
    });
  }
  if (production && env['SKVOZ_MEDODS_ORIGIN'] !== undefined) {
    problems.push({
      variable: 'SKVOZ_MEDODS_ORIGIN',
      text: 'sends requests to a simulator and is refused when NODE_ENV is production. Remove it.',
    });
  }
  const email = ['SKVOZ_ALERT_EMAIL_TO', 'SKVOZ_ALERT_EMAIL_FROM', 'SKVOZ_SMTP_URL'];
  if (email.some((name) => env[name] !== undefined)) {
    for (const variable of email.filter((name) => env[name] === undefined)) {
      problems.push({ variable, text: `is not set. Alerts by e-mail need all of ${email.join(', ')}.` });
    }
  }
  return problems;
}

/** Undefined where the driver cannot read the address. */
function databaseOf(uri: string): string | undefined {
  try {
    // Parses every option; connects to nothing.
    new MongoClient(uri);
    return decodeURIComponent(/^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]+)/.exec(uri)?.[1] ?? 'skvoz');
  } catch {
    // The driver's message quotes the address with its password, so it is not passed on.
    return undefined;
  }
}

function alertsConfig(environment: Environment): AlertsConfig {
  const { SKVOZ_ALERT_EMAIL_TO: to, SKVOZ_ALERT_EMAIL_FROM: from, SKVOZ_SMTP_URL: smtpUrl } = environment;
  const webhookUrl = environment.SKVOZ_ALERT_WEBHOOK_URL;
  return {
    ...(to && from && smtpUrl ? { email: { to, from, smtpUrl: new Secret(smtpUrl) } } : {}),
    ...(webhookUrl ? { webhookUrl: new Secret(webhookUrl) } : {}),
  };
}

function freeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null && !(inner instanceof Secret)) freeze(inner);
  }
  return Object.freeze(value);
}

/**
 * The configuration out of environment variables, frozen; secrets in it do not print.
 * Throws {@link ConfigurationError} naming every wrong value and every unknown `SKVOZ_` name at once.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const set = withoutEmpty(env);
  const problems: ConfigurationProblem[] = unknownVariables(Object.keys(set)).map((variable) => ({
    variable,
    text: 'is not a known name. Correct or remove it.',
  }));
  const parsed = environmentSchema.safeParse(set);
  for (const issue of parsed.error?.issues ?? []) {
    problems.push({ variable: issue.path.join('.'), text: issue.message });
  }
  problems.push(...contradictions(set));
  const port = parsed.data?.SKVOZ_PORT ?? environmentSchema.shape.SKVOZ_PORT.parse(undefined);
  const uri = set['MONGODB_URI'] ?? `mongodb://127.0.0.1:${port + 3}/skvoz?replicaSet=skvoz`;
  const database = databaseOf(uri);
  if (database === undefined) {
    problems.push({
      variable: 'MONGODB_URI',
      text: 'cannot be read. Set an address as mongodb://user:password@host:27017/skvoz?replicaSet=name.',
    });
  }
  const temporal = loadTemporalConfig(set, `127.0.0.1:${port + 1}`, set['SKVOZ_TASK_QUEUE_PREFIX'] ?? '');
  if ('problems' in temporal) problems.push(...temporal.problems);
  if (!parsed.success || database === undefined || 'problems' in temporal || problems.length > 0) {
    throw new ConfigurationError(problems);
  }
  const environment = parsed.data;
  return freeze({
    production: environment.NODE_ENV === 'production',
    http: { host: environment.SKVOZ_HOST, port, trustedProxies: environment.SKVOZ_TRUSTED_PROXIES },
    publicUrl: environment.SKVOZ_PUBLIC_URL ?? `http://127.0.0.1:${port}`,
    sessions: { idleHours: environment.SKVOZ_SESSION_IDLE_HOURS, days: environment.SKVOZ_SESSION_DAYS },
    dataDirectory: resolve(environment.SKVOZ_DATA_DIR),
    operatorKey: new Secret(environment.SKVOZ_OPERATOR_KEY),
    encryptionKeys: new Secret(environment.SKVOZ_ENCRYPTION_KEYS),
    demo: environment.SKVOZ_DEMO,
    mongodb: { uri: new Secret(uri), database },
    temporal,
    medods: {
      requestsPerSecond: environment.SKVOZ_MEDODS_RATE,
      timeoutMs: environment.SKVOZ_MEDODS_TIMEOUT_MS,
      ...(environment.SKVOZ_MEDODS_ORIGIN === undefined ? {} : { origin: environment.SKVOZ_MEDODS_ORIGIN }),
    },
    log: { level: environment.SKVOZ_LOG_LEVEL, pretty: environment.SKVOZ_LOG_PRETTY },
    alerts: alertsConfig(environment),
    ...(environment.SKVOZ_WORKER_METRICS_PORT === undefined
      ? {}
      : { workerMetricsPort: environment.SKVOZ_WORKER_METRICS_PORT }),
    lateAfterHours: environment.SKVOZ_LATE_AFTER_HOURS,
    quietAfterDays: environment.SKVOZ_QUIET_AFTER_DAYS,
    retention: {
      rawDays: environment.SKVOZ_RETENTION_RAW_DAYS,
      runsDays: environment.SKVOZ_RETENTION_RUNS_DAYS,
      inboxDays: environment.SKVOZ_RETENTION_INBOX_DAYS,
      auditDays: environment.SKVOZ_RETENTION_AUDIT_DAYS,
    },
  });
}
