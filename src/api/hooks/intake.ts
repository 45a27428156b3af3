import type { IncomingHttpHeaders } from 'node:http';
import { ObjectId } from 'mongodb';
import { type IntakeOutcome, LARGEST_DELIVERY_BYTES, PLACES_A_DELIVERY } from '../../domain/delivery';
import { inflatesTooLarge, isGzip } from '../../platform/content-encoding';
import { encryptDelivery, encryptDeliveryToken } from '../../platform/delivery-cipher';
import type { InboxDocument } from '../../storage/inbox';
import type { InsertResult } from '../../storage/insert-each';
import type { ApiDependencies } from '../dependencies';
import { isSecretOf } from '../hook-secret';
import { GroupCommit } from './group-commit';
import type { HookAddress } from './hook-address';
import { HookDirectory, type KnownHook } from './hook-directory';
import { Waker } from './waker';
import { WrongSecrets } from './wrong-secrets';

const WRITE_LIMIT_MS = 5_000;
/** What a delivery takes beside its body, so that empty ones are not without bound. */
const BYTES_BESIDE_BODY = 1024;
/** Half of what one command to MongoDB may have. */
const GROUP_BYTES = 8 * 1024 * 1024;
const GROUP = {
  largestGroup: 1_000,
  groupBytes: GROUP_BYTES,
  largestBytes: 64 * 1024 * 1024,
  limitMs: WRITE_LIMIT_MS,
};
/** A hook goes on storing for this long after its integration was switched off. */
const KEPT_AFTER_DEACTIVATION_MS = 14 * 24 * 60 * 60 * 1000;

/** Headers in which senders have been seen to number their deliveries. */
const DELIVERY_ID_HEADERS = ['idempotency-key', 'webhook-id', 'x-webhook-id', 'x-delivery-id', 'x-event-id'];
const LONGEST_DELIVERY_ID = 200;
const LONGEST_HEADER = 200;

/** What the door learns of a request before it is read. */
export interface Knock {
  readonly address: HookAddress;
  /** Of the network. */
  readonly from: string;
}

/** What is kept of a delivery beside its bytes. */
type Told = Pick<InboxDocument, 'contentType' | 'contentEncoding' | 'deliveryId' | 'token' | 'test'>;

/** What became of a delivery at the door, with the id of its row where it was kept. */
export type Taken =
  | { readonly outcome: 'accepted'; readonly id: ObjectId }
  | { readonly outcome: Exclude<IntakeOutcome, 'accepted' | 'hook_not_found'> };

/**
 * The door for deliveries. It looks at nothing but the address and the size: what the bytes mean is found
 * out by the drain, when they are safe.
 */
export class Intake {
  private readonly directory: HookDirectory;
  private readonly wrongSecrets = new WrongSecrets();
  private readonly commit: GroupCommit<InboxDocument, InsertResult>;
  private readonly waker: Waker;
  private lastPlace = 0;

  constructor(
    private readonly dependencies: Pick<ApiDependencies, 'storage' | 'keyring' | 'temporal' | 'log'>,
  ) {
    const { storage, temporal, log } = dependencies;
    this.directory = new HookDirectory(storage);
    this.waker = new Waker(storage, temporal, log);
    this.commit = new GroupCommit(
      (documents) => storage.inbox.insertGroup(documents),
      (error, deliveries) => log.error({ err: error, deliveries }, 'deliveries were not written'),
      GROUP,
    );
  }

  /**
   * Who knocks: a hook, or the answer for somebody who may not come in. Who tried many wrong secrets may
   * share an address with senders that have the right ones: those are let in as ever.
   */
  async identify({
    address,
    from,
  }: Knock): Promise<KnownHook | Extract<IntakeOutcome, 'hook_not_found' | 'busy'>> {
    try {
      const known = await this.directory.find(address.hook);
      if (isAddressOf(address, known)) return known;
      const mayAskAgain = known !== null && !this.wrongSecrets.areMany(from);
      const now = mayAskAgain ? await this.directory.findNow(address.hook) : null;
      if (isAddressOf(address, now)) return now;
    } catch (error) {
      this.dependencies.log.error({ err: error }, 'a hook could not be looked up');
      return 'busy';
    }
    this.wrongSecrets.count(from);
    return 'hook_not_found';
  }

  /** Keeps a delivery. Resolves with `accepted` only when it is on the journals of the majority. */
  async receive(hook: KnownHook, bytes: Buffer, headers: IncomingHttpHeaders): Promise<IntakeOutcome> {
    const token = bearerOf(headers.authorization);
    const deliveryId = deliveryIdOf(headers);
    const { outcome } = await this.take(hook, bytes, {
      contentType: short(headers['content-type']),
      contentEncoding: short(headers['content-encoding']),
      ...(deliveryId === null ? {} : { deliveryId }),
      ...(token === null ? {} : { token: encryptDeliveryToken(this.dependencies.keyring, hook, token) }),
    });
    return outcome;
  }

  /** Keeps a delivery of our own, on which nothing is built. It goes the way of every other. */
  receiveTest(hook: KnownHook, bytes: Buffer, contentType: string): Promise<Taken> {
    return this.take(hook, bytes, { contentType, contentEncoding: null, test: true });
  }

  private async take(hook: KnownHook, bytes: Buffer, told: Told): Promise<Taken> {
    if (isClosed(hook)) return { outcome: 'integration_inactive' };
    if (bytes.length > LARGEST_DELIVERY_BYTES) return { outcome: 'too_large' };
    if (isGzip(told.contentEncoding) && (await inflatesTooLarge(bytes))) return { outcome: 'too_large' };
    const { id, result } = await this.keep(hook, bytes, told);
    switch (result) {
      case 'inserted':
        this.waker.wake(hook);
        return { outcome: 'accepted', id };
      case 'duplicate':
        return { outcome: 'duplicate' };
      case 'failed':
      case null:
        return { outcome: 'busy' };
    }
  }

  private async keep(
    { tenantId, integrationId }: KnownHook,
    bytes: Buffer,
    told: Told,
  ): Promise<{ readonly id: ObjectId; readonly result: InsertResult | null }> {
    const id = new ObjectId();
    const document: InboxDocument = {
      _id: id,
      tenantId,
      integrationId,
      place: this.nextPlace(),
      receivedAt: new Date(),
      ...told,
      body: encryptDelivery(this.dependencies.keyring, { tenantId, integrationId }, bytes),
      bytes: bytes.length,
      pending: true,
      attempts: 0,
      results: [],
    };
    return { id, result: await this.commit.add(document, bytes.length + BYTES_BESIDE_BODY) };
  }

  /** Microseconds, and always after all records of the one before, so that arrival is an order. */
  private nextPlace(): number {
    this.lastPlace = Math.max(this.lastPlace + PLACES_A_DELIVERY, Date.now() * 1000);
    return this.lastPlace;
  }
}

function isAddressOf({ vendor, secret }: HookAddress, known: KnownHook | null): known is KnownHook {
  return known?.hook != null && known.vendor === vendor && isSecretOf(known.hook, secret, new Date());
}

function isClosed({ state, deactivatedAt, createdAt }: KnownHook): boolean {
  if (state !== 'inactive') return false;
  return (deactivatedAt ?? createdAt).getTime() + KEPT_AFTER_DEACTIVATION_MS < Date.now();
}

function short(header: string | undefined): string | null {
  return header === undefined || header === '' ? null : header.slice(0, LONGEST_HEADER);
}

function deliveryIdOf(headers: IncomingHttpHeaders): string | null {
  for (const name of DELIVERY_ID_HEADERS) {
    const value = headers[name];
    if (typeof value === 'string' && value !== '' && value.length <= LONGEST_DELIVERY_ID) return value;
  }
  return null;
}

function bearerOf(header: string | undefined): string | null {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? null;
}
