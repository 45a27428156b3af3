import { createRandom } from '../../dev/simulators/shared/random';

/** The parts that are killed, as the local stack calls them. */
export const killedParts = ['API', 'worker', 'MongoDB', 'Temporal'] as const;
export type KilledPart = (typeof killedParts)[number];
/** How often each is killed. */
export type KillCounts = Readonly<Record<KilledPart, number>>;

/**
 * When each part is killed, as milliseconds from the beginning, ascending: moments of the seed's own that
 * are spread evenly over the time, those of one part independent of the others'.
 */
export function planKills(
  seed: number,
  counts: KillCounts,
  milliseconds: number,
): Record<KilledPart, number[]> {
  const random = createRandom(seed);
  const moments = (count: number) =>
    Array.from({ length: count }, () => random.next() * milliseconds).sort((one, other) => one - other);
  return {
    API: moments(counts.API),
    worker: moments(counts.worker),
    MongoDB: moments(counts.MongoDB),
    Temporal: moments(counts.Temporal),
  };
}
