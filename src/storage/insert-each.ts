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
 * are journalled on the majority.
 *
 * The driver's `insertMany` measures each document first, and the server keeps a record of each retryable
 * write: the command does without both. So what fails in a way that may pass is tried once more here, and an
 * id that is there already is taken for one that the first try has written.
 *
 * @param documents with ids made for this call, of no more than 16 MiB together: one command may have no more.
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
