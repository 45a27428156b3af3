/** A seeded source of choices: the same seed gives the same sequence on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number between both ends, ends included. */
  integer(lowest: number, highest: number): number;
  chance(probability: number): boolean;
  /** Throws a RangeError for an empty list. */
  pick<T>(list: readonly T[]): T;
  /** Picks a value as often as its weight says. Throws a RangeError for an empty list. */
  weighted<T>(choices: readonly (readonly [value: T, weight: number])[]): T;
}

/** Mulberry32: 32 bits of state are enough to scatter rows, and Math.random cannot be seeded. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const integer = (lowest: number, highest: number): number =>
    lowest + Math.floor(next() * (highest - lowest + 1));
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const value = list[integer(0, list.length - 1)];
      if (value === undefined) throw new RangeError('There is nothing to pick from an empty list.');
      return value;
    },
    weighted: (choices) => {
      let left = next() * choices.reduce((total, [, weight]) => total + weight, 0);
      for (const [value, weight] of choices) {
        left -= weight;
        if (left < 0) return value;
      }
      throw new RangeError('There is nothing to pick from an empty list.');
    },
  };
}
