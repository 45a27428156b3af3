import { readFileSync } from 'node:fs';

/** Of a second; USER_HZ is 100 on every Linux that Node.js runs on (proc(5), times(7)). */
const CPU_TICKS = 100;

export interface Usage {
  /** The most memory that was ever resident, bytes: the kernel keeps it, so no peak is missed. */
  readonly peakBytes: number;
  /** User and system time of all threads so far, milliseconds. */
  readonly cpuMilliseconds: number;
}

/** What a running process has used since it began. Linux only. */
export function usageOf(pid: number): Usage {
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (peak === undefined) throw new Error(`process ${pid} has ended: its memory cannot be read`);
  // The name before them may hold spaces and parentheses; utime and stime are the 12th and 13th field after.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { peakBytes: Number(peak) * 1024, cpuMilliseconds: (ticks * 1000) / CPU_TICKS };
}
