import type { ErrorParameters } from '../domain/errors';
import type { Funnel, Observation } from '../domain/observation';
import type { RecordState } from '../domain/record-state';
import type { ProbeReport } from '../domain/workflow-contract';

/** Settings and secrets of one integration, as they were stored. The connector parses them itself. */
export interface Connection {
  readonly settings: unknown;
  readonly secrets: Readonly<Record<string, string>>;
  /** IANA name in which the vendor's local times are read. */
  readonly timeZone: string;
  /** Choices of the vendor as they were last read. */
  readonly options: VendorOptions;
}

export type VendorOptions = Readonly<
  Record<string, readonly { readonly id: string; readonly title: string }[]>
>;

/** A record to be folded: one new observation of it and what to remember of it. */
export interface ObservedRecord {
  readonly externalId: string;
  readonly observation: Observation;
  readonly contentHash: string;
  readonly record: RecordState;
}

export interface ReadContact {
  readonly externalId: string;
  readonly currentExternalId: string;
  readonly name: string | null;
  readonly surname: string | null;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly readAt: Date;
  /** Nobody refers to this person yet. */
  readonly unreferenced: boolean;
}

export interface ReadEmployee {
  readonly externalId: string;
  readonly name: string | null;
}

/** A vendor's row as it came, to be kept encrypted for a short while. */
export interface RawRow {
  readonly externalId: string;
  /** The vendor's ids of the people it tells of: of an erased one no row is kept. */
  readonly people: readonly string[];
  readonly row: unknown;
}

export interface RawRows {
  readonly entity: string;
  readonly rows: readonly RawRow[];
}

/** What the role does not see, though the settings need it. */
export interface RefusedEntities {
  /** Of the error `entity_refused`. */
  readonly parameters: ErrorParameters;
  /** Rows were read without what belongs to them: they have to be read again once the role sees it. */
  readonly rowsLack: boolean;
}

/** What one step of a pull brought, with the position to resume from once it is written. */
export interface PullBatch {
  readonly records: readonly ObservedRecord[];
  /** Records without a change of the deal, of which something was learned. */
  readonly remembered: readonly { readonly externalId: string; readonly record: RecordState }[];
  readonly contacts: readonly ReadContact[];
  readonly employees: readonly ReadEmployee[];
  readonly raw: readonly RawRows[];
  readonly options: VendorOptions | null;
  readonly seen: number;
  readonly unchanged: number;
  readonly quarantined: number;
  /** Sent since the batch before. */
  readonly requests: number;
  /** Codes of what was odd, with how often. */
  readonly notes: ReadonlyMap<string, number>;
  readonly refused: RefusedEntities | null;
  readonly progress: { readonly done: number; readonly total: number | null };
  readonly position: unknown;
  /** Nothing follows. */
  readonly last: boolean;
}

/** What is known already, so that little is asked. Answers include batches not yet written. */
export interface Knowledge {
  records(externalIds: readonly string[]): Promise<ReadonlyMap<string, RecordState>>;
  contacts(externalIds: readonly string[]): Promise<ReadonlyMap<string, KnownContact>>;
  /** Records with an attachment worth reading again, the longest unread first. */
  dueAttachments(
    readBefore: Date,
    limit: number,
  ): Promise<readonly { externalId: string; record: RecordState }[]>;
  /** Records with a visit in these local dates, both included, that are not deleted. */
  withVisitIn(from: string, to: string): Promise<readonly string[]>;
}

export interface KnownContact {
  readonly currentExternalId: string;
  readonly surname: string | null;
  readonly phone: string | null;
  readonly readAt: Date;
  readonly erased: boolean;
}

export type PullPlan =
  | { readonly kind: 'recent'; readonly highWater: Date | null }
  | { readonly kind: 'range'; readonly from: string; readonly to: string };

export interface PullRequest {
  readonly plan: PullPlan;
  /** Of the last written batch, or null at the beginning. */
  readonly position: unknown;
  readonly knowledge: Knowledge;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** A vendor that is read. Every method throws `VendorError` when the vendor does not give. */
export interface Connector {
  readonly funnel: Funnel;
  /** Name of a deal that nobody named. */
  fallbackName(externalId: string): string;
  probe(
    connection: Connection,
    signal: AbortSignal,
  ): Promise<{ report: ProbeReport; options: VendorOptions }>;
  pull(connection: Connection, request: PullRequest): AsyncGenerator<PullBatch, void, void>;
}
