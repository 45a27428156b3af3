/** One status of the vendor with the stage that it stands for, while it is edited. */
export interface StatusLine {
  readonly id: number;
  readonly status: string;
  readonly stage: string;
  /** What the stage counts as, of vendors where that can be chosen; null leaves it as it is. */
  readonly reading: string | null;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** @param map status → stage, or status → `{stage, reading?}`. */
export function linesOf(map: unknown): StatusLine[] {
  return Object.entries(fieldsOf(map)).map(([status, mapping], id) => {
    const { stage, reading } = fieldsOf(mapping);
    return { id, status, stage: textOf(mapping) ?? textOf(stage) ?? '', reading: textOf(reading) };
  });
}

/**
 * Lines that are not filled in yet are left out.
 *
 * @param toObjects whether the vendor's map leads to objects.
 */
export function mapOf(lines: readonly StatusLine[], toObjects: boolean): Record<string, unknown> {
  return Object.fromEntries(
    lines
      .filter(({ status, stage }) => status.trim() !== '' && stage !== '')
      .map(({ status, stage, reading }) => [
        status.trim(),
        toObjects ? { stage, ...(reading === null ? {} : { reading }) } : stage,
      ]),
  );
}

export function isStatusLines(value: unknown): value is StatusLine[] {
  return Array.isArray(value) && value.every((line) => textOf(fieldsOf(line)['status']) !== null);
}
