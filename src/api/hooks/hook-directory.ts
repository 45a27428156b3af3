import type { IntegrationDocument } from '../../storage/integrations';
import type { Storage } from '../../storage/storage';

const KEPT_MS = 5_000;
const KEPT_AT_MOST = 20_000;

/** What the door needs to know of a hook. */
export type KnownHook = Pick<
  IntegrationDocument,
  'tenantId' | 'integrationId' | 'vendor' | 'state' | 'hook' | 'deactivatedAt' | 'createdAt'
>;

/** Finds hooks by their id; what it found, or that there is nothing, is kept for 5 seconds at most. */
export class HookDirectory {
  private readonly known = new Map<
    string,
    { readonly found: Promise<KnownHook | null>; readonly at: number }
  >();

  constructor(private readonly storage: Pick<Storage, 'integrations'>) {}

  find(hookId: string): Promise<KnownHook | null> {
    const kept = this.known.get(hookId);
    if (kept !== undefined && performance.now() - kept.at < KEPT_MS) return kept.found;
    return this.findNow(hookId);
  }

  /** Past what is kept: for a secret that is not the known one, which may have been rotated since. */
  findNow(hookId: string): Promise<KnownHook | null> {
    if (this.known.size >= KEPT_AT_MOST) this.known.clear();
    const found = this.storage.integrations.byHook(hookId);
    this.known.set(hookId, { found, at: performance.now() });
    // A look-up that failed must not be kept: the database may be back at once.
    found.catch(() => this.known.delete(hookId));
    return found;
  }
}
