/** The middle value; of an even number of values the mean of the middle two. Throws a RangeError without values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('There is no median of nothing.');
  return (upper + lower) / 2;
}

/** The value that so large a share of the values does not exceed. Throws a RangeError without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new RangeError('There is no percentile of nothing.');
  return value;
}

/** A number with a thin grouping of its thousands and as many decimals as asked for. */
export function number(value: number, decimals = 0): string {
  return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

export function megabytes(bytes: number): string {
  return `${number(bytes / 1024 / 1024)} MiB`;
}

export function seconds(milliseconds: number, decimals = 1): string {
  return `${number(milliseconds / 1000, decimals)} s`;
}

/** Whether a goal was met, for the end of a line. */
export function verdict(isMet: boolean, goal: string): string {
  return `goal ${goal}: ${isMet ? 'met' : 'NOT MET'}`;
}
