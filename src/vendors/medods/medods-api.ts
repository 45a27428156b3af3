import { VendorError } from '../vendor-error';
import type { Entity } from './entities';
import type { MedodsHttp, Query } from './http';
import { type ListPosition, type ListStep, PAGE_SIZE, readList } from './list';
import { pageSchema, type VendorPage } from './schemas';

/** Where the list of each entity is. */
const entityPaths: Readonly<Record<Entity, string>> = {
  appointments: '/appointments',
  sources: '/appointments/sources',
  clients: '/clients',
  orders: '/orders',
  users: '/users',
};

/** The calls of API v2 that are made. All of them read. */
export class MedodsApi {
  constructor(
    private readonly http: MedodsHttp,
    private readonly signal: AbortSignal,
  ) {}

  get requestsSent(): number {
    return this.http.sent;
  }

  /** One page. `limit` and `offset` always go together; the vendor refuses one without the other. */
  async page(
    entity: Exclude<Entity, 'orders'>,
    offset: number,
    query: Query,
    limit = PAGE_SIZE,
  ): Promise<VendorPage> {
    const body = await this.http.get(entity, entityPaths[entity], { ...query, limit, offset }, this.signal);
    if (body === null) {
      throw new VendorError('account_not_found', entity, { account: this.http.account });
    }
    const page = pageSchema.safeParse(body);
    if (!page.success) throw new VendorError('vendor_response_invalid', entity);
    return page.data;
  }

  /** All rows of a list, page by page. */
  list(
    entity: Exclude<Entity, 'orders'>,
    query: Query,
    start: ListPosition,
  ): AsyncGenerator<ListStep, void, void> {
    return readList(entity, (offset) => this.page(entity, offset, query), idOf, start);
  }

  /** One row, without an envelope, or null when there is none. */
  async one(entity: Entity, id: string): Promise<unknown> {
    return this.http.get(entity, `${entityPaths[entity]}/${encodeURIComponent(id)}`, {}, this.signal);
  }
}

/** The id of a row of any entity, or null when it has none. */
export function idOf(row: unknown): string | null {
  if (typeof row !== 'object' || row === null || !('id' in row)) return null;
  const { id } = row;
  return typeof id === 'number' || typeof id === 'string' ? String(id) : null;
}
