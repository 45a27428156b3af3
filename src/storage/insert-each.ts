import { type Db, type Document, MongoServerSelectionError, MongoWriteConcernError } from 'mongodb';
import { z } from 'zod';
import { isDatabaseAway } from './database-away';
import { DUPLICATE_KEY } from './duplicate-key';

/** What became of one document of a group write. */
export type InsertResult = 'inserted' | 'duplicate' | 'failed';

const replySchema = z.object({
  writeErrors: z
    .array(
      z.object({ index: z.int(), code: z.int(), keyPattern: z.record(z.string(), z.unknown()).optional() }),
    )
    .default([]),
  writeConcernError: z.object({ code: z.int(), errmsg: z.string() }).optional(),
});

/**
 * Inserts documents by one command, each with its own result: one that is refused takes nobody with it. They
 * are journalled on the majority. The ids must be made for this call, for what fails in a way that may pass
 * is tried once more, and an id that is there already is then one of the try before.
 *
 * It is done without the driver's `insertMany`, of which the measuring of each document, and with which the
 * server's record of each retryable write, cost a tenth of what the door for deliveries can take.
 *
 * @param documents of no more than 16 MiB together, which is the most that one command may have.
 * @throws what the driver throws when it cannot tell what became of the group.
 */
export async function insertEach(
  db: Db,
  collection: string,
  documents: readonly Document[],
): Promise<InsertResult[]> {
  try {
    return await insert(db, collection, documents);
  } catch (error) {
    // A server that was not found was looked for as long as may be.
    if (!isDatabaseAway(error) || error instanceof MongoServerSelectionError) throw error;
    return insert(db, collection, documents);
  }
}

async function insert(db: Db, collection: string, documents: readonly Document[]): Promise<InsertResult[]> {
  const writeConcern = { w: 'majority', j: true };
  const reply = await db.command(
    { insert: collection, documents, ordered: false, writeConcern },
    { ignoreUndefined: true },
  );
  const { writeErrors, writeConcernError } = replySchema.parse(reply);
  if (writeConcernError !== undefined) throw new MongoWriteConcernError({ writeConcernError, ok: 1 });
  const results = documents.map((): InsertResult => 'inserted');
  for (const { index, code, keyPattern } of writeErrors) {
    if (code !== DUPLICATE_KEY) results[index] = 'failed';
    else if (keyPattern?.['_id'] === undefined) results[index] = 'duplicate';
  }
  return results;
}
