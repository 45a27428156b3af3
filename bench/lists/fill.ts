import type { Collection, Document } from 'mongodb';

const BATCH = 5_000;

/** Inserts so many documents; that they reach the disk matters to nobody here. */
export async function fill<T extends Document>(
  collection: Collection<T>,
  count: number,
  documentOf: (record: number) => Parameters<Collection<T>['insertOne']>[0],
): Promise<void> {
  const batchFrom = (first: number) =>
    Array.from({ length: Math.min(BATCH, count - first) }, (_, offset) => documentOf(first + offset));
  let written: Promise<unknown> = Promise.resolve();
  for (let first = 0; first < count; first += BATCH) {
    const batch = batchFrom(first);
    await written;
    written = collection.insertMany(batch, {
      ordered: false,
      writeConcern: { w: 1 },
      forceServerObjectId: true,
    });
    // The failure of one is met before the next begins.
    written.catch(() => undefined);
  }
  await written;
}
