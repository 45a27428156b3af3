import type { StageStatus } from './names';

/** A vendor's extra field of a deal. */
export interface CustomField {
  readonly code: string;
  readonly name: string;
  readonly type: 'numeric' | 'string';
  readonly value: string;
}

/**
 * What one state of a vendor record says about its deal. A field that is absent says nothing; `null`
 * says "known to be empty". Instants are `Date`, money is a decimal string in roubles.
 */
export interface ObservedFields {
  readonly name?: string;
  readonly amount?: string | null;
  readonly paidAmount?: string | null;
  readonly createdAt?: Date;
  /** Start of the visit: a creation time that is not known cannot be later than this. */
  readonly visitAt?: Date | null;
  readonly funnelKey?: string;
  readonly stageKey?: string;
  /** The vendor's own status word, kept for people. */
  readonly statusText?: string | null;
  readonly contactExternalId?: string | null;
  readonly employeeExternalId?: string | null;
  readonly customFields?: readonly CustomField[];
  readonly crmSource?: string | null;
  readonly deleted?: boolean;
  /** Booked by the client through the online form. `null`: cannot be told. */
  readonly online?: boolean | null;
}

/** One state of a vendor record as it was received. */
export interface Observation {
  /** Change time by the vendor's clock, or `receivedAt` where the vendor gives none. */
  readonly changedAt: Date;
  readonly changedAtEstimated: boolean;
  readonly receivedAt: Date;
  /** Place among observations of equal change time; a replay keeps its parent's place. */
  readonly place: number;
  readonly fields: ObservedFields;
  /** The vendor's status code where it names the stage: what it stands for, the settings of now say. */
  readonly statusCode?: string;
  /** The delivery as it first came; its replays name the same one. */
  readonly delivery?: string;
  /** Of a replay: when the delivery was read again. What it says takes the place of what was read before. */
  readonly readAgainAt?: Date;
}

/** A stage of a funnel; `order` of the closing stages is above all others. */
export interface Stage {
  readonly key: string;
  readonly name: string;
  readonly order: number;
  readonly status: StageStatus;
}

/** A funnel with its stages in order; the first one is where a deal without a status begins. */
export interface Funnel {
  readonly key: string;
  readonly name: string;
  readonly stages: readonly [Stage, ...Stage[]];
  /** Key of the stage that a status code stands for; without it codes stand for what they were read as. */
  stageOfStatus?(code: string): string | undefined;
  /** Deals were moved: what was received before this time belongs in that funnel. */
  readonly moved?: FunnelMove;
}

export interface FunnelMove {
  /** Key of the funnel. */
  readonly to: string;
  readonly before: Date;
}
