import { SkvozError } from '../../domain/errors';
import type { Connection, Connector } from '../connector';
import { medodsFunnel } from './funnel';
import { MedodsHttp, type MedodsHttpOptions } from './http';
import { MedodsApi } from './medods-api';
import { dealName } from './normalise';
import { Pace } from './pace';
import { probeClinic } from './probe';
import { pullClinic } from './pull';
import { type MedodsSettings, medodsSettings, medodsSettingsSchema } from './settings';
import { TokenSource } from './token';

export interface MedodsOptions extends MedodsHttpOptions {
  /** Requests a second to one clinic, 0 for no limit. */
  readonly rate: number;
}

/** Reads clinics of Medods through API v2. */
export function createMedodsConnector(options: MedodsOptions): Connector {
  const paces = new Map<string, Pace>();

  function open(
    connection: Connection,
    httpOptions: MedodsHttpOptions,
  ): { settings: MedodsSettings; http: MedodsHttp } {
    const settings = medodsSettingsSchema.parse(connection.settings);
    const { secretKey } = connection.secrets;
    if (secretKey === undefined) throw new SkvozError('secret_required', { names: 'SecretKey' });
    const tokens = new TokenSource(settings.identity, secretKey.trim());
    const origin = medodsSettings.account(settings);
    const pace = paces.get(origin) ?? new Pace(options.rate);
    paces.set(origin, pace);
    return { settings, http: new MedodsHttp(origin, settings.authorization, tokens, pace, httpOptions) };
  }

  return {
    funnel: medodsFunnel,
    fallbackName: (externalId) => dealName(externalId, null),

    async probe(connection, signal) {
      // A person waits for the answer, so nothing is tried twice.
      const { settings, http } = open(connection, { ...options, retryDelaysMs: [] });
      try {
        return await probeClinic(new MedodsApi(http, signal), settings);
      } finally {
        http.close();
      }
    },

    async *pull(connection, request) {
      const { settings, http } = open(connection, options);
      try {
        yield* pullClinic(new MedodsApi(http, request.signal), settings, connection, request);
      } finally {
        http.close();
      }
    },
  };
}
