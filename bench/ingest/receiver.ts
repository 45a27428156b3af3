import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { type Child, startChild } from '../../dev/processes/child';
import { serverEnvironment } from '../../dev/stack/wait';
import type { Cleanup } from '../stand/cleanup';
import { untilPrinted } from '../stand/printed';
import { createSalon } from '../stand/salon';
import type { Stand, StandDatabase } from '../stand/stand';

const SALON_ID = 7001;
const portSchema = z.object({ port: z.int() });

/** A process that takes deliveries into the collection `inbox` of a database. */
export interface Receiver {
  readonly child: Child;
  /** Its last segment is a secret. */
  readonly webhookUrl: string;
  readonly salonLogin: string;
  readonly salonId: number;
}

/**
 * Our API. The integration counts as active, so that it is woken as in life; no worker runs, as nothing
 * takes from the peer's inbox either.
 */
export async function startOurs(stand: Stand, database: StandDatabase): Promise<Receiver> {
  const { child, api } = await stand.startApi(database);
  const { key, ...salon } = await createSalon(api, 'bench', SALON_ID);
  await database.storage.integrations.setActive(key, new Date());
  const { pathname } = new URL(salon.webhookUrl);
  return { child, ...salon, webhookUrl: `${api.origin}${pathname}` };
}

/** The peer of naive.ts. */
export async function startNaive(
  cleanup: Cleanup,
  { built }: Stand,
  { uri }: StandDatabase,
  connections: number,
): Promise<Receiver> {
  const secret = randomBytes(32).toString('base64url');
  const { child, printed } = await untilPrinted('the peer', /\{"port":\d+\}/, (output) =>
    startChild({
      command: process.execPath,
      args: [join(built, 'bench', 'ingest', 'naive.js')],
      environment: {
        ...serverEnvironment(),
        MONGODB_URI: uri,
        CONNECTIONS: String(connections),
        SECRET: secret,
      },
      output,
    }),
  );
  cleanup.add(() => child.stop());
  const { port } = portSchema.parse(JSON.parse(printed));
  const webhookUrl = `http://127.0.0.1:${port}/hooks/profsalon/bench/${secret}`;
  return { child, webhookUrl, salonLogin: `salon_${SALON_ID}`, salonId: SALON_ID };
}
