import type { IndexDescription } from 'mongodb';

/** The indexes of one collection, named so that a migration can tell them apart. */
export interface CollectionIndexes {
  readonly collection: string;
  readonly indexes: readonly (IndexDescription & { readonly name: string })[];
  /** Names of indexes that earlier versions made and nobody reads. */
  readonly retired?: readonly string[];
}
