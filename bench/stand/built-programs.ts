import type { Programs } from '../../dev/stack/programs';
import { programsHere } from '../../dev/stack/programs';

/** What the local stack runs, of a folder that {@link build} made: it starts sooner than the sources. */
export function builtPrograms(built: string): Programs {
  const compiled = (path: string) => path.replace(/\.ts$/, '.js');
  const { migrate, worker, api, medodsSimulator, profsalonSimulator, demo } = programsHere;
  return {
    folder: built,
    migrate: compiled(migrate),
    worker: compiled(worker),
    api: compiled(api),
    medodsSimulator: compiled(medodsSimulator),
    profsalonSimulator: compiled(profsalonSimulator),
    demo: compiled(demo),
  };
}
