/** Where the lines for the person at the terminal go. */
export type Log = (line: string) => void;

const LINE_EVERY_MILLISECONDS = 4_000;

/**
 * Waits for `work` and, while it lasts, says every few seconds how long it has been.
 * `detail` adds what can be measured, for example how much has arrived.
 */
export async function withProgress<T>(
  log: Log,
  what: string,
  work: Promise<T>,
  detail: () => string = () => '',
): Promise<T> {
  const startedAt = Date.now();
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    const measured = detail();
    log(`  ${what}: ${seconds} s${measured === '' ? '' : `, ${measured}`}`);
  }, LINE_EVERY_MILLISECONDS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
