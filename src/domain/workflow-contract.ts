import type { ErrorCode, ErrorParameters } from './errors';
import type { IntegrationKey, IntegrationState, RunKind } from './names';

/**
 * What the API and the workflows say to each other. Ids, codes and counts only: all of it is kept in
 * Temporal's history, where no personal data or secret may be.
 */

/** Types of workflows, as they are started by name. */
export const workflowTypes = { integration: 'integration', pull: 'pull', sweep: 'sweep' } as const;

export const taskQueueNames = { entity: 'entity', drain: 'drain', pull: 'pull' } as const;
export type TaskQueueName = keyof typeof taskQueueNames;

/** Argument of the workflow `integration`. */
export interface IntegrationInput extends IntegrationKey {
  /** Carried across continue-as-new. */
  readonly carried?: {
    readonly state: IntegrationState;
    readonly lastPullFinished: string | null;
    readonly deliveriesWait?: boolean;
  };
}

/** What became of one entity when the credentials were tried. */
export interface ProbedEntity {
  /** The vendor's own word, e.g. `appointments`. */
  readonly entity: string;
  readonly result: 'visible' | 'refused' | 'failed';
}

/** Outcome of trying the credentials. `error` is null when every entity the settings need is visible. */
export interface ProbeReport {
  readonly entities: readonly ProbedEntity[];
  readonly error: { readonly code: ErrorCode; readonly parameters: ErrorParameters } | null;
  /** What works but not as hoped, as codes, e.g. `online_source_absent`. */
  readonly warnings: readonly string[];
}

/** Updates of `integration`, by name: none takes arguments. */
export interface IntegrationUpdates {
  /** Tries the credentials; if they serve, makes the Schedule and starts the first pull. */
  activate(): Promise<ProbeReport>;
  /** Stops a running pull, removes the Schedule, ends the workflow. */
  deactivate(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Tries the credentials and changes nothing. */
  check(): Promise<ProbeReport>;
}

export type IntegrationUpdateName = keyof IntegrationUpdates;

export const signalNames = {
  settingsChanged: 'settingsChanged',
  webhooksReceived: 'webhooksReceived',
  pullFinished: 'pullFinished',
} as const;

/** Argument of the signal `settingsChanged`. */
export interface SettingsChanged {
  readonly version: number;
}

/** Argument of the signal `pullFinished`. `failure` is set when the integration must stop asking. */
export interface PullFinished {
  readonly runId: string;
  readonly failure: { readonly code: ErrorCode; readonly parameters: ErrorParameters } | null;
}

/** How a pull's step that failed is tried again: for Temporal, and for whoever is told when that will be. */
export const pullRetry = {
  initialInterval: 10_000,
  backoffCoefficient: 3,
  maximumInterval: 60 * 60 * 1000,
  maximumAttempts: 8,
} as const;

/** Argument of the workflow `pull`. A Schedule gives no `runId`: the execution's own run id serves. */
export interface PullInput extends IntegrationKey {
  readonly kind: RunKind;
  readonly runId?: string;
  /** Visit dates of a back-fill, both included, `YYYY-MM-DD`. */
  readonly range?: { readonly from: string; readonly to: string };
}
