import { inspect } from 'node:util';

const PLACEHOLDER = '[secret]';

/**
 * A value that does not print: JSON, string conversion and `console.log` show `[secret]`.
 * The value itself is only had by calling {@link Secret.reveal}.
 */
export class Secret<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return PLACEHOLDER;
  }

  toJSON(): string {
    return PLACEHOLDER;
  }

  [inspect.custom](): string {
    return PLACEHOLDER;
  }
}
