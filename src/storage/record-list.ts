import type { Collection, CountDocumentsOptions, Db, Filter } from 'mongodb';
import { beginning, type Condition, olderThan, type Position, type SearchFilter } from './page';

/** From so many documents on it does not matter how many more have a token. */
const TOKENS_COUNTED = 2_000;

interface Searched {
  readonly _id: string;
  readonly tenantId: string;
}

/** Documents of a tenant as a list that is newest first. */
export abstract class RecordList<
  Document extends { readonly _id: string; readonly createdAt: Date },
  Narrowed extends { readonly search: SearchFilter | null },
> {
  protected readonly collection: Collection<Document>;
  private readonly searched: Collection<Searched>;

  protected constructor(db: Db, name: string) {
    this.collection = db.collection(name);
    this.searched = db.collection(name);
  }

  /** Of the tenant, those of a filter that also meet the conditions. */
  protected abstract filterOf(
    tenantId: string,
    filter: Narrowed,
    conditions: readonly Condition[],
  ): Filter<Document>;

  /** The index to use where the database would try too many before it finds the right one. */
  protected async indexFor(_tenantId: string, _filter: Narrowed): Promise<string | null> {
    return null;
  }

  /** Newest first, from the one after `after`. */
  async list(tenantId: string, filter: Narrowed, after: Position | null, limit: number): Promise<Document[]> {
    const narrowed = await this.rarestFirst(tenantId, filter);
    return this.collection
      .find<Document>(
        this.filterOf(tenantId, narrowed, olderThan('createdAt', after)),
        await this.hint(tenantId, filter),
      )
      .sort({ createdAt: -1, _id: -1 })
      .limit(limit)
      .batchSize(limit)
      .toArray();
  }

  /** All of a filter, newest first, one batch of the cursor in memory at a time. */
  async *stream(tenantId: string, filter: Narrowed): AsyncGenerator<Document> {
    const narrowed = await this.rarestFirst(tenantId, filter);
    yield* this.collection
      .find<Document>(this.filterOf(tenantId, narrowed, []), await this.hint(tenantId, filter))
      .sort({ createdAt: -1, _id: -1 })
      .batchSize(1_000);
  }

  /** How many there are; counting stops at `atMost`. */
  async count(tenantId: string, filter: Narrowed, atMost?: number): Promise<number> {
    const options: CountDocumentsOptions = {
      ...(await this.hint(tenantId, filter)),
      ...(atMost === undefined ? {} : { limit: atMost }),
    };
    const narrowed = await this.rarestFirst(tenantId, filter);
    return this.collection.countDocuments(this.filterOf(tenantId, narrowed, []), options);
  }

  private async hint(tenantId: string, filter: Narrowed): Promise<{ hint?: string }> {
    const index = await this.indexFor(tenantId, filter);
    return index === null ? {} : { hint: index };
  }

  /**
   * Of several words the index is asked for one: it should be the surname rather than the first name.
   * The database takes the one that comes first.
   */
  private async rarestFirst(tenantId: string, filter: Narrowed): Promise<Narrowed> {
    const { search } = filter;
    if (search === null || search.prefixes.length < 2) return filter;
    const counted = await Promise.all(
      search.prefixes.map(async (prefix) => ({
        prefix,
        count: await this.searched.countDocuments(
          { tenantId, $and: [beginning(prefix)] },
          { limit: TOKENS_COUNTED },
        ),
      })),
    );
    const prefixes = counted.sort((one, other) => one.count - other.count).map(({ prefix }) => prefix);
    return { ...filter, search: { ...search, prefixes } };
  }
}
