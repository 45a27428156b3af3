import type { Logger as TemporalLogger, LogLevel as TemporalLogLevel } from '@temporalio/common';
import type { Logger, LogLevel } from './log';

const LEVELS = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
} as const satisfies Record<TemporalLogLevel, LogLevel>;

/** What the Temporal SDK, workflows and activities log, written (and redacted) like everything else. */
export function createTemporalLogger(log: Logger): TemporalLogger {
  const target = log.child({ component: 'temporal' });
  const write: TemporalLogger['log'] = (level, message, meta) => target[LEVELS[level]](meta ?? {}, message);
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
}
