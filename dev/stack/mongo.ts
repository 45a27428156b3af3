import { mkdirSync } from 'node:fs';
import { MongoClient, MongoServerError } from 'mongodb';
import { z } from 'zod';
import { type Child, startChild } from '../processes/child';
import { type Log, withProgress } from '../progress';
import { serverEnvironment, untilReady } from './wait';

const REPLICA_SET = 'skvoz';
const CACHE_GIGABYTES = '0.5';
/** The default is a share of the disk, up to 50 GB. */
const OPLOG_MEGABYTES = '512';
const READY_LIMIT_MILLISECONDS = 60_000;
const PROBE_TIMEOUT_MILLISECONDS = 2_000;
/** NotYetInitialized and InvalidReplicaSetConfig (this node is not in its own set), src/mongo/base/error_codes.yml. */
const NOT_YET_INITIALIZED = 94;

export interface MongoOptions {
  port: number;
  /** Kept between runs; made when it is not there. */
  dataDir: string;
  /** The path of mongod. */
  binary: string;
  logFile: string;
  log: Log;
}

/** A running replica set of one. */
export interface Mongo extends Child {
  uri: string;
}

const configSchema = z.object({
  config: z.object({
    _id: z.string(),
    version: z.number().int(),
    members: z.array(z.looseObject({ _id: z.number().int(), host: z.string() })),
  }),
});

/** Makes this node the only member of its set, under the address it has now. */
async function ensureReplicaSet(client: MongoClient, host: string): Promise<void> {
  const admin = client.db('admin');
  const members = [{ _id: 0, host }];
  try {
    const { config } = configSchema.parse(await admin.command({ replSetGetConfig: 1 }));
    if (config.members[0]?.host !== host) {
      // The port has changed since the last run: the node no longer finds itself in its set.
      await admin.command({
        replSetReconfig: { _id: REPLICA_SET, version: config.version + 1, members },
        force: true,
      });
    }
  } catch (error) {
    if (!(error instanceof MongoServerError && error.code === NOT_YET_INITIALIZED)) {
      throw error;
    }
    await admin.command({ replSetInitiate: { _id: REPLICA_SET, members } });
  }
}

const helloSchema = z.object({ isWritablePrimary: z.boolean() });

/** Starts mongod on 127.0.0.1 and waits until it is primary. Throws when it does not get there. */
export async function startMongo({ port, dataDir, binary, logFile, log }: MongoOptions): Promise<Mongo> {
  mkdirSync(dataDir, { recursive: true });
  const host = `127.0.0.1:${port}`;
  const child = await startChild({
    command: binary,
    args: [
      ...['--dbpath', dataDir, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'],
      ...['--replSet', REPLICA_SET, '--oplogSize', OPLOG_MEGABYTES],
      ...['--wiredTigerCacheSizeGB', CACHE_GIGABYTES, '--quiet'],
    ],
    environment: serverEnvironment(),
    output: { kind: 'file', path: logFile },
  });
  const probe = async (): Promise<void> => {
    const client = new MongoClient(`mongodb://${host}/`, {
      directConnection: true,
      serverSelectionTimeoutMS: PROBE_TIMEOUT_MILLISECONDS,
    });
    try {
      await ensureReplicaSet(client, host);
      const { isWritablePrimary } = helloSchema.parse(await client.db('admin').command({ hello: 1 }));
      if (!isWritablePrimary) {
        throw new Error('it is not primary yet');
      }
    } finally {
      await client.close();
    }
  };
  try {
    await withProgress(
      log,
      'starting MongoDB',
      untilReady({ name: 'MongoDB', exited: child.exited, probe, limit: READY_LIMIT_MILLISECONDS, logFile }),
    );
  } catch (error) {
    await child.kill();
    throw error;
  }
  return { ...child, uri: `mongodb://${host}/?replicaSet=${REPLICA_SET}` };
}
