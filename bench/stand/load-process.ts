import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import {
  type Acknowledgement,
  acknowledgementSchema,
  type LoadResult,
  loadOptionsSchema,
  loadResultSchema,
} from '../../dev/simulators/profsalon/load-options';
import { serverEnvironment } from '../../dev/stack/wait';
import type { Cleanup } from './cleanup';

const lineSchema = z.union([acknowledgementSchema, loadResultSchema]);

/**
 * Runs the ProfSalon load generator in a process of its own, which ends by itself when its time is up.
 *
 * @param built the compiled repository.
 * @param onAcknowledged is told of each event that was answered 2xx.
 * @throws Error when it fails or says anything else than it should.
 */
export async function runLoadProcess(
  cleanup: Cleanup,
  built: string,
  options: z.input<typeof loadOptionsSchema>,
  onAcknowledged?: (acknowledgement: Acknowledgement) => void,
): Promise<LoadResult> {
  const wanted = loadOptionsSchema.parse({ ...options, journal: onAcknowledged !== undefined });
  const child = spawn(process.execPath, [join(built, 'dev', 'simulators', 'profsalon', 'load.js')], {
    env: serverEnvironment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  cleanup.add(async () => {
    child.kill('SIGKILL');
  });
  const exited = once(child, 'exit');
  child.stdin.end(JSON.stringify(wanted));
  let result: LoadResult | undefined;
  for await (const text of createInterface({ input: child.stdout })) {
    const line = lineSchema.parse(JSON.parse(text));
    if ('recordId' in line) onAcknowledged?.(line);
    else result = line;
  }
  const [code] = await exited;
  if (result === undefined) throw new Error(`the load generator ended with ${String(code)}`);
  return result;
}
