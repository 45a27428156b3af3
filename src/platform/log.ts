import { type DestinationStream, destination, type Logger as PinoLogger, pino, stdTimeFunctions } from 'pino';
import { describeErrors, redactLine } from './log-record';

export type Logger = PinoLogger;

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Lines for the eye instead of JSON; needs the development package `pino-pretty`. */
  readonly pretty: boolean;
  /** The process: `api`, `worker`, … */
  readonly name: string;
}

interface LoggedRequest {
  readonly method?: string;
  readonly url?: string;
}

interface LoggedReply {
  readonly statusCode?: number;
}

/**
 * A structured logger: one JSON line per record, level by name, time RFC 3339 in UTC.
 * Each line passes a redaction of private keys, phones, e-mails and tokens after it is built, so what children bind
 * and what is interpolated in the message is covered too. Log ids and counts; the redaction is the net beneath.
 * Without `stream` it writes to standard output.
 */
export function createLogger(options: LoggerOptions, stream?: DestinationStream): Logger {
  const settings = {
    name: options.name,
    level: options.level,
    timestamp: stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (record: Record<string, unknown>) =>
        Object.fromEntries(Object.entries(record).map(([key, value]) => [key, describeErrors(value)])),
    },
    serializers: {
      err: describeErrors,
      error: describeErrors,
      req: ({ method, url }: LoggedRequest) => ({ method, url }),
      res: ({ statusCode }: LoggedReply) => ({ statusCode }),
    },
    hooks: { streamWrite: (line: string) => redactLine(line, options.name) },
  };
  if (stream !== undefined) return pino(settings, stream);
  if (options.pretty) return pino({ ...settings, transport: { target: 'pino-pretty' } });
  // Otherwise the last lines before an exit could be lost or out of order.
  return pino(settings, destination({ dest: 1, sync: true }));
}
