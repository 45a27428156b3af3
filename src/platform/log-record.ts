import { types } from 'node:util';
import { scrub } from './redact';

const TEXT_LIMIT = 1_000;
const STACK_LIMIT = 4_000;
const DEPTH_LIMIT = 8;
const CAUSE_LIMIT = 4;
const REDACTED = '[redacted]';

// Compared with the key in lower case and without separators, so `Set-Cookie`, `set_cookie` and `setCookie` are one.
const PRIVATE_ENDINGS =
  /(?:authorization|cookies?|secrets?|passwords?|tokens?|(?:api|operator|encryption|private|secret)keys?|identity|logins?|phones?|phonenumbers?|e?mails?|(?:first|last|middle|second|full|display|client|contact|employee|customer|patient|user)names?|surname|patronymic|body|bodies|headers|comments?|notes?)$/;
const PRIVATE_KEYS = new Set([
  'name',
  'title',
  'diagnosis',
  'tel',
  'q',
  'query',
  'payload',
  'client',
  'contact',
  'customer',
  'patient',
  'person',
  'employee',
  'doctor',
  'master',
  'administrator',
  'user',
  'visitor',
]);

function isPrivate(key: string): boolean {
  const plain = key.toLowerCase().replace(/[^a-z]/g, '');
  return PRIVATE_KEYS.has(plain) || PRIVATE_ENDINGS.test(plain);
}

/** What a log line says of an error: its class, code, scrubbed message and the places it came through. */
interface LoggedError {
  type: string;
  message: string;
  code?: string | number;
  /** HTTP status, where the error is about an answer. */
  status?: number;
  stack?: string;
  cause?: LoggedError;
  errors?: LoggedError[];
}

function isError(value: unknown): value is Error {
  // isNativeError also knows errors of another realm, which `instanceof` does not.
  return value instanceof Error || types.isNativeError(value);
}

/** Lines of the call stack only: what comes before them repeats the message. */
function frames(stack: string | undefined): string | undefined {
  const lines = stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return lines === undefined || lines.length === 0 ? undefined : scrub(lines.join('\n'), STACK_LIMIT);
}

/**
 * The loggable part of an error. Other properties are left out on purpose: an HTTP client's error carries the
 * request's headers and body, a driver's error the document.
 */
function describeError(error: Error, depth = 0): LoggedError {
  const described: LoggedError = { type: scrub(error.name, 100), message: scrub(error.message) };
  if ('code' in error) {
    if (typeof error.code === 'string') described.code = scrub(error.code, 100);
    if (typeof error.code === 'number') described.code = error.code;
  }
  if ('status' in error && typeof error.status === 'number') described.status = error.status;
  const stack = frames(error.stack);
  if (stack !== undefined) described.stack = stack;
  if (depth < CAUSE_LIMIT) {
    if (isError(error.cause)) described.cause = describeError(error.cause, depth + 1);
    if ('errors' in error && Array.isArray(error.errors)) {
      described.errors = error.errors.filter(isError).map((inner) => describeError(inner, depth + 1));
    }
  }
  return described;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Replaces every error inside plain objects and arrays by its description. Instances of classes are left alone:
 * the logger's serializers (a request, an answer) or their own `toJSON` speak for them.
 */
export function describeErrors(value: unknown, depth = 0): unknown {
  if (isError(value)) return describeError(value);
  if (depth >= DEPTH_LIMIT) return value;
  if (Array.isArray(value)) return value.map((item) => describeErrors(item, depth + 1));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, describeErrors(item, depth + 1)]),
  );
}

function redactValue(value: unknown, key: string, depth: number): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (isPrivate(key)) return REDACTED;
  if (typeof value === 'string') return scrub(value, key === 'stack' ? STACK_LIMIT : TEXT_LIMIT);
  if (typeof value === 'number') {
    return Number.isInteger(value) && scrub(String(value)) !== String(value) ? REDACTED : value;
  }
  if (depth >= DEPTH_LIMIT) return REDACTED;
  if (Array.isArray(value)) return value.map((item) => redactValue(item, key, depth + 1));
  if (!isPlainObject(value)) return REDACTED;
  return Object.fromEntries(
    Object.entries(value).map(([innerKey, item]) => [innerKey, redactValue(item, innerKey, depth + 1)]),
  );
}

/** Takes private keys and everything {@link scrub} knows out of one line of JSON as the logger wrote it. */
export function redactLine(line: string, loggerName: string): string {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return `${JSON.stringify({ level: 'warn', name: loggerName, msg: scrub(line, TEXT_LIMIT) })}\n`;
  }
  const clean = redactValue(record, '', 0);
  // A logged `name` would stand in the place of the logger's own.
  return `${JSON.stringify(isPlainObject(clean) ? { ...clean, name: loggerName } : clean)}\n`;
}
