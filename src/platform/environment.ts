import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { type EncryptionKey, KEY_BYTES } from './encryption';
import { LOG_LEVELS } from './log';

// Messages continue the variable's name: "SKVOZ_PORT must be …". They never repeat the value, which may be a secret.

/** An integer within the limits, written in decimal. */
function wholeNumber(smallest: number, largest: number, fallback: number) {
  const message = `must be a whole number from ${smallest} to ${largest}. Without it ${fallback} is used.`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= smallest && value <= largest, message)
    .default(fallback);
}

function flag() {
  return z
    .enum(['0', '1', 'false', 'true'], 'must be 1 or 0.')
    .transform((value) => value === '1' || value === 'true')
    .default(false);
}

/** The URL where the text is one with one of these protocols (`https:`), else undefined. */
function parseUrl(text: string, protocols: readonly string[]): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && protocols.includes(url.protocol) && url.hostname !== '' ? url : undefined;
}

function origin(message: string) {
  return z
    .string()
    .refine((text) => {
      const url = parseUrl(text, ['http:', 'https:']);
      return url !== undefined && url.href === `${url.origin}/`;
    }, message)
    .transform((text) => new URL(text).origin);
}

function isMailbox(text: string): boolean {
  const address = /^[^<>]*<([^<>]+)>$/.exec(text)?.[1] ?? text;
  return z.email().safeParse(address).success;
}

const mailboxes = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((list) => list.every(isMailbox), 'must be e-mail addresses separated by commas.');

const networks = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (list) => list.every((part) => ipaddr.isValid(part) || ipaddr.isValidCIDR(part)),
    'must be addresses or networks separated by commas, as 10.0.0.1,172.16.0.0/12.',
  );

const encryptionKeys = z
  .string(
    'is not set. Set id:key, where the key is what "openssl rand -base64 32" prints. Keep it safe: without it stored credentials cannot be read.',
  )
  .transform((text, context): EncryptionKey[] => {
    const keys = text.split(',').map((part, index): EncryptionKey => {
      const [, id, encoded] = /^([\w-]{1,32}):([A-Za-z0-9+/]+={0,2})$/.exec(part.trim()) ?? [];
      const key = Buffer.from(encoded ?? '', 'base64');
      if (id === undefined || key.length !== KEY_BYTES) {
        context.addIssue(
          `has a wrong entry number ${index + 1}: each must be id:key, the id of letters, digits, _ and -, the key ${KEY_BYTES} bytes in base64. "openssl rand -base64 32" prints one.`,
        );
      }
      return { id: id ?? '', key };
    });
    if (new Set(keys.map(({ id }) => id)).size !== keys.length) {
      context.addIssue('names one id twice. Give every key an id of its own.');
    }
    return keys;
  });

/** Every variable that the processes read, without those of Temporal's own configuration. */
export const environmentSchema = z.object({
  NODE_ENV: z.string().optional(),
  MONGODB_URI: z.string().optional(),
  // Locally three more ports follow this one.
  SKVOZ_PORT: wholeNumber(1, 65_532, 8080),
  SKVOZ_HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be an address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 for all.')
    .default('127.0.0.1'),
  SKVOZ_PUBLIC_URL: origin(
    'must be the address people and vendors use, as https://skvoz.example.ru, without a path.',
  ).optional(),
  SKVOZ_TRUSTED_PROXIES: networks.default([]),
  SKVOZ_SESSION_IDLE_HOURS: wholeNumber(1, 8_760, 12),
  SKVOZ_SESSION_DAYS: wholeNumber(1, 365, 30),
  SKVOZ_DATA_DIR: z.string().default('.skvoz'),
  SKVOZ_OPERATOR_KEY: z
    .string('is not set. Set at least 32 random characters, for example what "openssl rand -hex 32" prints.')
    .regex(
      /^\S{32,}$/,
      'must have at least 32 characters and no spaces. "openssl rand -hex 32" prints a good one.',
    ),
  SKVOZ_ENCRYPTION_KEYS: encryptionKeys,
  SKVOZ_DEMO: flag(),
  SKVOZ_MEDODS_RATE: z
    .string()
    .regex(
      /^\d{1,4}(\.\d{1,3})?$/,
      'must be a number of requests a second, 0 for no limit. Without it 2 is used.',
    )
    .transform(Number)
    .default(2),
  SKVOZ_MEDODS_ORIGIN: origin('must be an address as http://127.0.0.1:8084, without a path.').optional(),
  SKVOZ_MEDODS_TIMEOUT_MS: wholeNumber(100, 600_000, 15_000),
  SKVOZ_LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}.`).default('info'),
  SKVOZ_LOG_PRETTY: flag(),
  SKVOZ_ALERT_EMAIL_TO: mailboxes.optional(),
  SKVOZ_ALERT_EMAIL_FROM: z
    .string()
    .refine(isMailbox, 'must be an e-mail address, as Skvoz <skvoz@example.ru>.')
    .optional(),
  SKVOZ_SMTP_URL: z
    .string()
    .refine(
      (text) => parseUrl(text, ['smtp:', 'smtps:']) !== undefined,
      'must be the address of a mail server, as smtps://user:password@smtp.example.ru:465.',
    )
    .optional(),
  SKVOZ_ALERT_WEBHOOK_URL: z
    .string()
    .refine(
      (text) => parseUrl(text, ['http:', 'https:']) !== undefined,
      'must be an address that takes POST requests, as https://example.ru/alerts.',
    )
    .optional(),
  SKVOZ_WORKER_METRICS_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port from 1 to 65535.')
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, 'must be a port from 1 to 65535.')
    .optional(),
  SKVOZ_LATE_AFTER_HOURS: wholeNumber(1, 8_760, 36),
  SKVOZ_QUIET_AFTER_DAYS: wholeNumber(1, 365, 7),
  SKVOZ_TASK_QUEUE_PREFIX: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'must be at most 64 letters, digits, dots, _ or -.')
    .default(''),
  SKVOZ_RETENTION_RAW_DAYS: wholeNumber(1, 3_650, 30),
  SKVOZ_RETENTION_RUNS_DAYS: wholeNumber(1, 3_650, 180),
  SKVOZ_RETENTION_INBOX_DAYS: wholeNumber(1, 3_650, 30),
  SKVOZ_RETENTION_AUDIT_DAYS: wholeNumber(1, 3_650, 1_095),
});

export type Environment = z.output<typeof environmentSchema>;

// Read by the local stack and the tests, which share one environment with the processes.
const FOREIGN = /^SKVOZ_(?:TEMPORAL_PORT|TEMPORAL_UI_PORT|MONGODB_PORT|CHROMIUM|TEST_\w+)$/;

/** Names that begin with `SKVOZ_` and mean nothing: a slip of the pen would otherwise leave the default in force. */
export function unknownVariables(names: readonly string[]): string[] {
  return names.filter(
    (name) =>
      name.startsWith('SKVOZ_') && !Object.hasOwn(environmentSchema.shape, name) && !FOREIGN.test(name),
  );
}
