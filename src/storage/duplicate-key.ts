import {
  type Collection,
  type Document,
  MongoBulkWriteError,
  MongoServerError,
  type OptionalUnlessRequiredId,
  type WriteError,
} from 'mongodb';

/** MongoDB's code of a unique value that was there already. */
export const DUPLICATE_KEY = 11000;

/** Whether an error says only that a unique value was there already. */
export function isDuplicateKey(error: unknown): boolean {
  if (error instanceof MongoBulkWriteError) {
    const failures = failuresOf(error);
    return (
      failures.length > 0 &&
      failures.every((failure) => failure.code === DUPLICATE_KEY) &&
      error.result.getWriteConcernError() === undefined
    );
  }
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

/**
 * Inserts those documents whose unique keys are not taken, and leaves the others as they are stored. The
 * server writes many inserts in one go, upserts one by one at three times the cost.
 *
 * @returns those whose keys were taken.
 */
export async function insertNew<Stored extends Document>(
  collection: Collection<Stored>,
  documents: readonly OptionalUnlessRequiredId<Stored>[],
): Promise<OptionalUnlessRequiredId<Stored>[]> {
  if (documents.length === 0) return [];
  try {
    await collection.insertMany(documents, { ordered: false, forceServerObjectId: true });
    return [];
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError) || !isDuplicateKey(error)) throw error;
    const taken = new Set(failuresOf(error).map(({ index }) => index));
    return documents.filter((_, index) => taken.has(index));
  }
}

function failuresOf({ writeErrors }: MongoBulkWriteError): WriteError[] {
  return [writeErrors].flat();
}
