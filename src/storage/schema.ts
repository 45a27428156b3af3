import type { Db } from 'mongodb';
import { allIndexes } from './storage';

/** Grows with each change of stored documents that older code cannot read. */
export const SCHEMA_VERSION = 1;

interface SchemaDocument {
  readonly _id: 'schema';
  readonly version: number;
}

/** Creates missing indexes and records the version. May be run at any time, again and again. */
export async function migrate(db: Db): Promise<void> {
  for (const { collection, indexes } of allIndexes) {
    await db.collection(collection).createIndexes([...indexes]);
  }
  await db
    .collection<SchemaDocument>('meta')
    .updateOne({ _id: 'schema' }, { $max: { version: SCHEMA_VERSION } }, { upsert: true });
}

/** The database is older than the program; the message says what to run. */
export class SchemaOutdatedError extends Error {
  override readonly name = 'SchemaOutdatedError';

  constructor(found: number) {
    super(
      `The database has schema version ${found}, this program needs ${SCHEMA_VERSION}. Run "npm run migrate" and start again.`,
    );
  }
}

/**
 * Refuses to work on a database that `npm run migrate` has not prepared.
 *
 * @throws SchemaOutdatedError
 */
export async function requireSchema(db: Db): Promise<void> {
  const schema = await db.collection<SchemaDocument>('meta').findOne({ _id: 'schema' });
  const found = schema?.version ?? 0;
  if (found < SCHEMA_VERSION) throw new SchemaOutdatedError(found);
}
