import { MedodsControl } from '../../dev/simulators/medods/control-client';
import type { Cleanup } from './cleanup';
import { startSimulatorProcess } from './simulator-process';

/** A Medods simulator in a process of its own. */
export interface Simulator {
  readonly origin: string;
  readonly medods: MedodsControl;
}

/** @param program what Node.js is given to run it, as source or compiled. */
export async function startSimulator(cleanup: Cleanup, program: readonly string[]): Promise<Simulator> {
  const origin = await startSimulatorProcess(cleanup, program, { SIMULATOR_APPOINTMENTS: '0' });
  return { origin, medods: new MedodsControl(origin) };
}
