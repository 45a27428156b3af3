import type { Db } from 'mongodb';

/** All that belongs to one tenant, wherever it lies. */
export class TenantData {
  constructor(private readonly db: Db) {}

  /**
   * Deletes the tenant's documents from every collection there is, those of later versions included.
   * The tenant's own document stays.
   *
   * @returns how many were deleted.
   */
  async remove(tenantId: string): Promise<number> {
    const collections = await this.db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
    let deleted = 0;
    for (const { name } of collections) {
      const result = await this.db.collection(name).deleteMany({ tenantId });
      deleted += result.deletedCount;
    }
    return deleted;
  }
}
