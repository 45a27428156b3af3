import type { Attribution } from '../../domain/attribution';
import type { Storage } from '../../storage/storage';

/** Something with an id, as far as people need to know it. */
interface Named {
  readonly name: string | null;
}

/** Looks things of one kind up by their ids, each of them once. */
class Looked<Thing> {
  private readonly known = new Map<string, Thing | null>();

  constructor(private readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Thing>>) {}

  async learn(ids: Iterable<string | null | undefined>): Promise<void> {
    const unknown = new Set<string>();
    for (const id of ids) {
      if (id !== null && id !== undefined && !this.known.has(id)) unknown.add(id);
    }
    if (unknown.size === 0) return;
    const found = await this.read([...unknown]);
    for (const id of unknown) this.known.set(id, found.get(id) ?? null);
  }

  get(id: string | null | undefined): Thing | null {
    return id === null || id === undefined ? null : (this.known.get(id) ?? null);
  }
}

/** What a lead or a deal refers to by id. */
interface Referring {
  readonly attribution: Attribution | null;
  readonly funnelId?: string;
  readonly employeeId?: string | null;
}

/**
 * Names of what the leads and deals of a tenant refer to. For each batch of them there is at most one
 * question of each kind, and none where all names are known from batches before.
 */
export class RecordNames {
  private readonly campaigns: Looked<Named>;
  private readonly sources: Looked<Named & { readonly channel: string }>;
  private readonly sites: Looked<Named>;
  private readonly employees: Looked<Named>;
  private readonly funnels: Looked<Named & { readonly stages: readonly (Named & { readonly id: string })[] }>;

  constructor(
    { pickLists, employees, funnels }: Pick<Storage, 'pickLists' | 'employees' | 'funnels'>,
    tenantId: string,
  ) {
    this.campaigns = new Looked((ids) => pickLists.campaigns.byIds(tenantId, ids));
    this.sources = new Looked((ids) => pickLists.sources.byIds(tenantId, ids));
    this.sites = new Looked((ids) => pickLists.sites.byIds(tenantId, ids));
    this.employees = new Looked((ids) => employees.byIds(tenantId, ids));
    this.funnels = new Looked((ids) => funnels.byIds(tenantId, ids));
  }

  /** To be waited for before the names of these are asked for. */
  async learn(records: readonly Referring[]): Promise<void> {
    const attributions = records.map(({ attribution }) => attribution);
    await Promise.all([
      this.campaigns.learn(attributions.map((attribution) => attribution?.campaignId)),
      this.sources.learn(attributions.map((attribution) => attribution?.sourceId)),
      this.sites.learn(attributions.map((attribution) => attribution?.siteId)),
      this.employees.learn(records.map(({ employeeId }) => employeeId)),
      this.funnels.learn(records.map(({ funnelId }) => funnelId)),
    ]);
  }

  /** Null, here and below, for what there is not or what has no name. */
  campaign(id: string | null | undefined): string | null {
    return this.campaigns.get(id)?.name ?? null;
  }

  source(id: string | null | undefined): string | null {
    return this.sources.get(id)?.name ?? null;
  }

  /** Of a source, e.g. `cpc`. */
  channel(sourceId: string | null | undefined): string | null {
    return this.sources.get(sourceId)?.channel ?? null;
  }

  site(id: string | null | undefined): string | null {
    return this.sites.get(id)?.name ?? null;
  }

  employee(id: string | null | undefined): string | null {
    return this.employees.get(id)?.name ?? null;
  }

  funnel(id: string): string | null {
    return this.funnels.get(id)?.name ?? null;
  }

  stage(funnelId: string, stageId: string): string | null {
    return this.funnels.get(funnelId)?.stages.find(({ id }) => id === stageId)?.name ?? null;
  }
}
