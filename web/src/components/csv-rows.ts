const QUOTE = 0x22;
const NEWLINE = 0x0a;

/** Counts the lines of a CSV file as it arrives. A line break within quotes is part of a value. */
export function csvRowCounter(): (chunk: Uint8Array) => number {
  let quoted = false;
  let lines = 0;
  return (chunk) => {
    for (const byte of chunk) {
      if (byte === QUOTE) quoted = !quoted;
      else if (byte === NEWLINE && !quoted) lines += 1;
    }
    // The first line names the columns.
    return Math.max(0, lines - 1);
  };
}
