import { join } from 'node:path';

/** The scripts of the product that the stack runs, as paths from its folder. */
export interface Programs {
  folder: string;
  migrate: string;
  worker: string;
  api: string;
  medodsSimulator: string;
  profsalonSimulator: string;
  demo: string;
}

/** Those of this checkout. */
export const programsHere: Programs = {
  folder: join(__dirname, '..', '..'),
  migrate: 'src/storage/migrate-main.ts',
  worker: 'src/worker.ts',
  api: 'src/api/main.ts',
  medodsSimulator: 'dev/simulators/medods/main.ts',
  profsalonSimulator: 'dev/simulators/profsalon/main.ts',
  demo: 'dev/demo.ts',
};
