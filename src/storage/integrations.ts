import type { Collection, Db, Filter } from 'mongodb';
import type { ErrorCode, ErrorParameters } from '../domain/errors';
import type { IntegrationKey, IntegrationState, VendorName } from '../domain/names';
import type { FunnelMove } from '../domain/observation';
import { isDuplicateKey } from './duplicate-key';
import type { EncryptedDocument } from './encrypted';
import type { CollectionIndexes } from './index-definition';

export interface IntegrationReason {
  readonly code: ErrorCode;
  readonly parameters: ErrorParameters;
  readonly at: Date;
}

/** A pick-list entry that the settings name. */
export interface SettingsReference {
  readonly path: string;
  readonly kind: 'campaign' | 'source' | 'site';
  readonly id: string;
}

export interface StoredSecret {
  readonly value: EncryptedDocument;
  readonly setAt: Date;
}

export interface IntegrationHealthFacts {
  readonly activatedAt: Date | null;
  readonly lastSuccessAt: Date | null;
  readonly lastRunId: string | null;
  readonly failingSince: Date | null;
  readonly error: { readonly code: ErrorCode; readonly parameters: ErrorParameters } | null;
}

/** Where a vendor sends its deliveries: `/hooks/<vendor>/<id>/<secret>`. */
export interface HookFacts {
  readonly id: string;
  readonly secretHash: string;
  /** Encrypted, to be shown to the customer. */
  readonly secret: EncryptedDocument;
  readonly setAt: Date;
  /** The secret before the last rotation. */
  readonly previous: RetiredSecret | null;
  /** Those before it that still served at the last rotation. */
  readonly earlier?: readonly RetiredSecret[];
}

/** A secret that serves until then. */
export interface RetiredSecret {
  readonly secretHash: string;
  readonly until: Date;
}

/** When the operator was told, so that they are told once. */
export interface AlertFacts {
  readonly failedAt: Date | null;
  readonly lateAt: Date | null;
}

/** Choices that only the vendor knows, offered in the settings, e.g. booking sources. */
export interface VendorOption {
  readonly id: string;
  readonly title: string;
}

/** All deals are to be folded again, in order of their external ids. */
export interface RefoldFacts {
  readonly requestedAt: Date;
  /** External id of the last deal that was; null at the beginning. */
  readonly after: string | null;
}

export interface IntegrationDocument {
  readonly _id: string;
  readonly tenantId: string;
  readonly integrationId: string;
  readonly vendor: VendorName;
  readonly state: IntegrationState;
  readonly reason: IntegrationReason | null;
  /** Grows by one with each change of the settings. */
  readonly version: number;
  /** JSON of the vendor's settings without its secrets. */
  readonly settings: EncryptedDocument;
  readonly secrets: Readonly<Record<string, StoredSecret>>;
  readonly references: readonly SettingsReference[];
  /** The vendor account the settings name; fixed once a row of it is stored. */
  readonly account: string;
  readonly accountFixed: boolean;
  readonly timeZone: string;
  readonly options: Readonly<Record<string, readonly VendorOption[]>>;
  readonly health: IntegrationHealthFacts;
  readonly alerts: AlertFacts;
  /** Null for a vendor that sends no webhooks. */
  readonly hook: HookFacts | null;
  /** Deliveries were written since the drain last looked; who turns it true sends the signal. */
  readonly wake: boolean;
  readonly deactivatedAt: Date | null;
  /** The vendor account's name for people, as it was last said, e.g. of the salon. */
  readonly accountName: string | null;
  /** When it was said, as a text that sorts by it. */
  readonly accountNameSaidAt?: string;
  readonly lastEventAt: Date | null;
  /** Not there when nothing is to be folded again. */
  readonly refold?: RefoldFacts;
  /** The last time that all deals were moved into one funnel. */
  readonly funnelMove?: FunnelMove;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The part of an integration that its settings decide. */
export type SettingsPart = Pick<
  IntegrationDocument,
  'settings' | 'secrets' | 'references' | 'account' | 'timeZone'
>;

export const integrationIndexes: CollectionIndexes = {
  collection: 'integrations',
  indexes: [
    { name: 'tenant', key: { tenantId: 1, integrationId: 1 }, unique: true },
    { name: 'state', key: { state: 1 } },
    {
      name: 'hook',
      key: { 'hook.id': 1 },
      unique: true,
      partialFilterExpression: { 'hook.id': { $exists: true } },
    },
    {
      name: 'refold',
      key: { 'refold.requestedAt': 1 },
      partialFilterExpression: { 'refold.requestedAt': { $exists: true } },
    },
  ],
};

/** Whoever delivers should hear soon that the database does not answer. */
const BY_HOOK_LIMIT_MS = 5_000;

const documentId = (key: IntegrationKey) => `${key.tenantId}/${key.integrationId}`;

/** Connections of tenants to vendors: settings, state and health. */
export class Integrations {
  private readonly collection: Collection<IntegrationDocument>;

  constructor(db: Db) {
    this.collection = db.collection(integrationIndexes.collection);
  }

  async get(key: IntegrationKey): Promise<IntegrationDocument | null> {
    return this.collection.findOne({ _id: documentId(key), tenantId: key.tenantId });
  }

  async list(tenantId: string): Promise<IntegrationDocument[]> {
    return this.collection.find({ tenantId }).sort({ integrationId: 1 }).toArray();
  }

  /** @returns false when the integration was there already. */
  async create(
    key: IntegrationKey,
    vendor: VendorName,
    part: SettingsPart,
    now: Date,
    hook: HookFacts | null = null,
  ): Promise<IntegrationDocument | null> {
    const document: IntegrationDocument = {
      _id: documentId(key),
      ...key,
      vendor,
      state: 'inactive',
      reason: null,
      version: 1,
      ...part,
      accountFixed: false,
      options: {},
      health: { activatedAt: null, lastSuccessAt: null, lastRunId: null, failingSince: null, error: null },
      alerts: { failedAt: null, lateAt: null },
      hook,
      wake: false,
      deactivatedAt: null,
      accountName: null,
      lastEventAt: null,
      createdAt: now,
      updatedAt: now,
    };
    try {
      await this.collection.insertOne(document);
      return document;
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /**
   * Compare-and-set on `version`, and on the account once rows of it are stored.
   *
   * @param refold whether what is stored reads differently under these settings.
   * @returns null when somebody else was faster or the account may no longer change.
   */
  async replaceSettings(
    key: IntegrationKey,
    expectedVersion: number,
    part: SettingsPart,
    now: Date,
    refold = false,
  ): Promise<IntegrationDocument | null> {
    return this.collection.findOneAndUpdate(
      {
        _id: documentId(key),
        tenantId: key.tenantId,
        version: expectedVersion,
        $or: [{ accountFixed: false }, { account: part.account }],
      },
      {
        $set: { ...part, updatedAt: now, ...(refold ? { refold: { requestedAt: now, after: null } } : {}) },
        $inc: { version: 1 },
      },
      { returnDocument: 'after' },
    );
  }

  /** Rewrites what is encrypted without a change of version. @returns false when it changed meanwhile. */
  async replaceEncryption(
    key: IntegrationKey,
    expectedVersion: number,
    part: Pick<SettingsPart, 'settings' | 'secrets'>,
  ): Promise<boolean> {
    const { matchedCount } = await this.collection.updateOne(
      { _id: documentId(key), tenantId: key.tenantId, version: expectedVersion },
      { $set: part },
    );
    return matchedCount === 1;
  }

  /** Rewrites the secret of a hook as it is encrypted. @returns false when the hook has another one meanwhile. */
  async replaceHookEncryption(
    key: IntegrationKey,
    { secretHash }: Pick<HookFacts, 'secretHash'>,
    secret: EncryptedDocument,
  ): Promise<boolean> {
    const { matchedCount } = await this.collection.updateOne(
      { _id: documentId(key), tenantId: key.tenantId, 'hook.secretHash': secretHash },
      { $set: { 'hook.secret': secret } },
    );
    return matchedCount === 1;
  }

  async setState(
    key: IntegrationKey,
    state: IntegrationState,
    reason: IntegrationReason | null,
    now: Date,
  ): Promise<void> {
    await this.collection.updateOne(
      { _id: documentId(key), tenantId: key.tenantId },
      { $set: { state, reason, updatedAt: now, ...(state === 'inactive' ? { deactivatedAt: now } : {}) } },
    );
  }

  /** Becoming active: lateness counts from here and old failures are forgotten. */
  async setActive(key: IntegrationKey, now: Date): Promise<void> {
    await this.collection.updateOne(
      { _id: documentId(key), tenantId: key.tenantId },
      {
        $set: {
          state: 'active',
          reason: null,
          updatedAt: now,
          'health.activatedAt': now,
          'health.failingSince': null,
          'health.error': null,
        },
      },
    );
  }

  async setOptions(key: IntegrationKey, options: IntegrationDocument['options']): Promise<void> {
    await this.collection.updateOne({ _id: documentId(key), tenantId: key.tenantId }, { $set: { options } });
  }

  /** From the first stored row on, the account of an integration stays what it is. */
  async fixAccount(key: IntegrationKey): Promise<void> {
    await this.collection.updateOne(
      { _id: documentId(key), tenantId: key.tenantId, accountFixed: false },
      { $set: { accountFixed: true } },
    );
  }

  /** A run that read everything. */
  async recordSuccess(key: IntegrationKey, runId: string, now: Date): Promise<void> {
    await this.collection.updateOne(
      { _id: documentId(key), tenantId: key.tenantId },
      {
        $set: {
          'health.lastSuccessAt': now,
          'health.lastRunId': runId,
          'health.failingSince': null,
          'health.error': null,
        },
      },
    );
  }

  /** A run that failed or lacked something. `failingSince` keeps the time of the first one of a series. */
  async recordFailure(
    key: IntegrationKey,
    runId: string,
    error: NonNullable<IntegrationHealthFacts['error']>,
    now: Date,
  ): Promise<void> {
    await this.collection.updateOne({ _id: documentId(key), tenantId: key.tenantId }, [
      {
        $set: {
          'health.lastRunId': runId,
          'health.error': { $literal: error },
          'health.failingSince': { $ifNull: ['$health.failingSince', now] },
        },
      },
    ]);
  }

  async setAlerts(key: IntegrationKey, alerts: Partial<AlertFacts>): Promise<void> {
    const changes = Object.entries(alerts).map(([name, value]) => [`alerts.${name}`, value] as const);
    await this.collection.updateOne(
      { _id: documentId(key), tenantId: key.tenantId },
      { $set: Object.fromEntries(changes) },
    );
  }

  /** All integrations in these states, of every tenant: for the sweep and the metrics only. */
  async *inStates(states: readonly IntegrationState[]): AsyncGenerator<IntegrationDocument> {
    const filter: Filter<IntegrationDocument> = { state: { $in: [...states] } };
    yield* this.collection.find(filter).batchSize(500);
  }

  /** Every integration of the installation: for key rotation only. */
  async *all(): AsyncGenerator<IntegrationDocument> {
    yield* this.collection.find({}).sort({ _id: 1 }).batchSize(500);
  }

  /** Integrations whose settings name one of these pick-list entries. */
  async referring(tenantId: string, kind: SettingsReference['kind'], id: string): Promise<string[]> {
    const found = await this.collection
      .find({ tenantId, references: { $elemMatch: { kind, id } } })
      .project<Pick<IntegrationDocument, 'integrationId'>>({ integrationId: 1 })
      .toArray();
    return found.map(({ integrationId }) => integrationId);
  }

  /** The one look-up by hook: it is how the tenant of a delivery becomes known. */
  async byHook(hookId: string): Promise<IntegrationDocument | null> {
    return this.collection.findOne({ 'hook.id': hookId }, { signal: AbortSignal.timeout(BY_HOOK_LIMIT_MS) });
  }

  /**
   * Only of an active integration: what another one stores is read when it becomes active. It waits for neither
   * journal nor majority: who flipped it signals even if the flip is lost, and then the next delivery flips it again.
   * Waiting would delay deliveries that wait for their own journal.
   *
   * @returns whether it was this call that turned it true.
   */
  async flipWake(key: IntegrationKey): Promise<boolean> {
    const { modifiedCount } = await this.collection.updateOne(
      { _id: documentId(key), tenantId: key.tenantId, state: 'active', wake: false },
      { $set: { wake: true } },
      { writeConcern: { w: 1, journal: false } },
    );
    return modifiedCount === 1;
  }

  /** Before the rows are read, so that whoever writes one after that flips it again. */
  async clearWake(key: IntegrationKey): Promise<void> {
    await this.collection.updateOne(
      { _id: documentId(key), tenantId: key.tenantId },
      { $set: { wake: false } },
    );
  }

  /** @returns the integration as it is then, or null when its hook has another secret by now or is gone. */
  async replaceHook(
    key: IntegrationKey,
    { secretHash }: Pick<HookFacts, 'secretHash'>,
    hook: HookFacts,
  ): Promise<IntegrationDocument | null> {
    return this.collection.findOneAndUpdate(
      { _id: documentId(key), tenantId: key.tenantId, 'hook.secretHash': secretHash },
      { $set: { hook } },
      { returnDocument: 'after' },
    );
  }

  /** From now on all that was received before belongs in one funnel, and all deals are folded again. */
  async moveDeals(key: IntegrationKey, funnelMove: FunnelMove, now: Date): Promise<void> {
    await this.collection.updateOne(
      { _id: documentId(key), tenantId: key.tenantId },
      { $set: { funnelMove, refold: { requestedAt: now, after: null } } },
    );
  }

  /**
   * Notes how far folding again has come, unless it was asked for anew meanwhile.
   *
   * @param after null when all is done.
   */
  async advanceRefold(
    key: IntegrationKey,
    { requestedAt }: RefoldFacts,
    after: string | null,
  ): Promise<void> {
    await this.collection.updateOne(
      { _id: documentId(key), tenantId: key.tenantId, 'refold.requestedAt': requestedAt },
      after === null ? { $unset: { refold: '' } } : { $set: { 'refold.after': after } },
    );
  }

  /** Integrations that have had deals to fold again since before this time: for the sweep only. */
  async awaitingRefold(before: Date): Promise<IntegrationKey[]> {
    return this.collection
      .find({ 'refold.requestedAt': { $exists: true, $lt: before } })
      .project<IntegrationKey>({ _id: 0, tenantId: 1, integrationId: 1 })
      .toArray();
  }

  /**
   * Deliveries were dealt with.
   *
   * @param account a name that was said later than the one that is known.
   * @param lastEventAt when the vendor sent the newest of them; null when it sent none of them just now.
   */
  async recordEvents(
    key: IntegrationKey,
    account: { readonly name: string; readonly saidAt: string } | null,
    lastEventAt: Date | null,
    now: Date,
  ): Promise<void> {
    await this.collection.updateOne(
      { _id: documentId(key), tenantId: key.tenantId },
      {
        $set: {
          'health.lastSuccessAt': now,
          'health.failingSince': null,
          ...(account === null ? {} : { accountName: account.name, accountNameSaidAt: account.saidAt }),
        },
        ...(lastEventAt === null ? {} : { $max: { lastEventAt } }),
      },
    );
  }
}
