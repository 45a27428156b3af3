import os from 'node:os';
import { type Db, MongoClient } from 'mongodb';
import { z } from 'zod';
import type { Config } from './config';

export interface MongoConnection {
  readonly client: MongoClient;
  readonly db: Db;
  /** Ends every connection; waits for nothing that is under way. */
  close(): Promise<void>;
}

export interface MongoOptions {
  /** Shown in the server's log and `currentOp`. */
  readonly appName: string;
  /** How long an operation waits for a primary, milliseconds; 10 seconds if not given. */
  readonly serverSelectionTimeoutMS?: number;
}

/** Thrown when MongoDB cannot be reached or is not what the promises need. Names the hosts, never the password. */
export class MongoUnavailableError extends Error {
  override readonly name = 'MongoUnavailableError';
}

const greeting = z.object({ setName: z.string().optional(), msg: z.string().optional() });

/**
 * Connects and makes sure that the server answers and is a replica set (or a sharded cluster).
 * Writes are journalled on the majority unless they say otherwise; `undefined` fields are not stored.
 * Throws {@link MongoUnavailableError}.
 */
export async function connectMongo(
  { mongodb }: Pick<Config, 'mongodb'>,
  { appName, serverSelectionTimeoutMS = 10_000 }: MongoOptions,
): Promise<MongoConnection> {
  const client = new MongoClient(mongodb.uri.reveal(), {
    appName,
    serverSelectionTimeoutMS,
    w: 'majority',
    journal: true,
    retryWrites: true,
    retryReads: true,
    ignoreUndefined: true,
    compressors: ['none'],
    maxPoolSize: 50,
    // A request that finds no free connection for this long should fail rather than queue up behind others.
    waitQueueTimeoutMS: 10_000,
    maxIdleTimeMS: 60_000,
    // The driver would import it at run time, which fails where code runs in a VM context, as under jest, and then
    // shows as the server's "Missing required sub-document 'driver'".
    runtimeAdapters: { os },
  });
  const hosts = client.options.hosts.map((host) => host.toString()).join(', ');
  try {
    await client.connect();
    const { setName, msg } = greeting.parse(await client.db('admin').command({ hello: 1 }));
    if (setName === undefined && msg !== 'isdbgrid') {
      throw new MongoUnavailableError(
        `MongoDB at ${hosts} is not a replica set. Start it with --replSet and initiate it, even with one member.`,
      );
    }
  } catch (error) {
    await client.close();
    if (error instanceof MongoUnavailableError) throw error;
    throw new MongoUnavailableError(
      `MongoDB at ${hosts} cannot be used. Check that it runs and that MONGODB_URI names it, its replica set and its password rightly.`,
      { cause: error },
    );
  }
  return { client, db: client.db(mongodb.database), close: () => client.close() };
}
