import { z } from 'zod';
import { startChild } from '../../dev/processes/child';
import { MedodsControl } from '../../dev/simulators/medods/control-client';
import { serverEnvironment } from '../../dev/stack/wait';
import type { Cleanup } from './cleanup';
import { untilPrinted } from './printed';

const portSchema = z.object({ port: z.int() });

/** A Medods simulator in a process of its own. */
export interface Simulator {
  readonly origin: string;
  readonly medods: MedodsControl;
}

/** @param program what Node.js is given to run it, as source or compiled. */
export async function startSimulator(cleanup: Cleanup, program: readonly string[]): Promise<Simulator> {
  const { child, printed } = await untilPrinted('the simulator', /\{"port":\d+\}/, (output) =>
    startChild({
      command: process.execPath,
      args: program,
      environment: { ...serverEnvironment(), SIMULATOR_APPOINTMENTS: '0' },
      output,
    }),
  );
  cleanup.add(() => child.stop());
  const origin = `http://127.0.0.1:${portSchema.parse(JSON.parse(printed)).port}`;
  return { origin, medods: new MedodsControl(origin) };
}
