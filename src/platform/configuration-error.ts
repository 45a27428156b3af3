/** One wrong variable; `text` continues its name and says what to set. */
export interface ConfigurationProblem {
  readonly variable: string;
  readonly text: string;
}

/** Thrown at start with everything that is wrong with the environment at once. Holds no values. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly problems: readonly ConfigurationProblem[]) {
    const lines = problems.map(({ variable, text }) => `  - ${variable} ${text}`);
    super(
      ['The configuration is wrong:', ...lines, 'Every variable is described in .env.example.'].join('\n'),
    );
  }
}
