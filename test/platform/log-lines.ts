import { createLogger, type Logger, type LogLevel } from '../../src/platform/log';

/** A logger that keeps its lines. */
export function collectLog(level: LogLevel = 'trace'): {
  readonly log: Logger;
  text(): string;
  records(): unknown[];
} {
  const lines: string[] = [];
  const log = createLogger(
    { level, pretty: false, name: 'test' },
    { write: (line) => void lines.push(line) },
  );
  return {
    log,
    text: () => lines.join(''),
    records: () => lines.map((line): unknown => JSON.parse(line)),
  };
}
