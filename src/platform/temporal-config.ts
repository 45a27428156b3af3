import { readFileSync } from 'node:fs';
import { types } from 'node:util';
import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import type { ConfigurationProblem } from './configuration-error';
import { Secret } from './secret';

export interface TemporalConfig {
  /** host:port */
  readonly address: string;
  readonly namespace: string;
  /** TLS, API key and headers of Temporal's own environment configuration. */
  readonly connection: Secret<Pick<ClientConnectConfig['connectionOptions'], 'tls' | 'apiKey' | 'metadata'>>;
  /** Put before the name of every task queue, so that two systems can share a namespace. */
  readonly taskQueuePrefix: string;
}

const FLAGS = ['TEMPORAL_TLS', 'TEMPORAL_TLS_DISABLE_HOST_VERIFICATION'];

/** Temporal's loader takes every other word for "no", which would switch TLS off. */
function wrongFlags(env: Record<string, string>): ConfigurationProblem[] {
  return FLAGS.filter((name) => !['true', 'false', '1', '0', undefined].includes(env[name])).map(
    (variable) => ({
      variable,
      text: 'must be true or false.',
    }),
  );
}

/**
 * Temporal's own environment configuration (docs.temporal.io/develop/environment-configuration). Its file is read only
 * when TEMPORAL_CONFIG_FILE or TEMPORAL_PROFILE asks for it: a profile kept for the command line must not lead a
 * local start to somebody's cloud.
 */
export function loadTemporalConfig(
  env: Record<string, string>,
  defaultAddress: string,
  taskQueuePrefix: string,
): TemporalConfig | { readonly problems: readonly ConfigurationProblem[] } {
  const problems = wrongFlags(env);
  const path = env['TEMPORAL_CONFIG_FILE'];
  const profile = env['TEMPORAL_PROFILE'];
  const fromFile = path !== undefined || profile !== undefined;
  try {
    const { connectionOptions, namespace } = loadClientConnectConfig({
      overrideEnvVars: env,
      disableFile: !fromFile,
      // Read here because the loader takes a file that is not there for an empty one.
      ...(path === undefined ? {} : { configSource: { data: readFileSync(path, 'utf8') } }),
      configFileStrict: true,
    });
    const address = connectionOptions.address ?? defaultAddress;
    if (!/^(?:[^\s/:@]+|\[[\da-f:]+\]):\d{1,5}$/i.test(address)) {
      problems.push({
        variable: 'TEMPORAL_ADDRESS',
        text: 'must be host:port, as temporal.example.ru:7233.',
      });
    }
    const { tls, apiKey, metadata } = connectionOptions;
    if (problems.length > 0) return { problems };
    return {
      address,
      namespace: namespace ?? 'default',
      connection: new Secret({
        ...(tls === undefined ? {} : { tls }),
        ...(apiKey === undefined ? {} : { apiKey }),
        ...(metadata === undefined ? {} : { metadata }),
      }),
      taskQueuePrefix,
    };
  } catch (error) {
    const code = types.isNativeError(error) && 'code' in error ? ` (${String(error.code)})` : '';
    const text = `cannot be loaded${code}. Check that the files it names exist and can be read, that the profile exists, and that nothing is given both as a path and as data.`;
    return {
      problems: [
        ...problems,
        {
          variable: fromFile ? 'TEMPORAL_CONFIG_FILE, TEMPORAL_PROFILE or TEMPORAL_TLS_*' : 'TEMPORAL_TLS_*',
          text,
        },
      ],
    };
  }
}
