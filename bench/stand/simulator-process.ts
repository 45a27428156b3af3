import { z } from 'zod';
import { startChild } from '../../dev/processes/child';
import { serverEnvironment } from '../../dev/stack/wait';
import type { Cleanup } from './cleanup';
import { untilPrinted } from './printed';

const portSchema = z.object({ port: z.int() });

/**
 * Starts a vendor's simulator in a process of its own.
 *
 * @param program what Node.js is given to run it, as source or compiled.
 * @returns its origin.
 */
export async function startSimulatorProcess(
  cleanup: Cleanup,
  program: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const { child, printed } = await untilPrinted('the simulator', /\{"port":\d+\}/, (output) =>
    startChild({
      command: process.execPath,
      args: program,
      environment: { ...serverEnvironment(), ...environment },
      output,
    }),
  );
  cleanup.add(() => child.stop());
  return `http://127.0.0.1:${portSchema.parse(JSON.parse(printed)).port}`;
}
