/** Chosen in the settings for leads without a session. */
export type Fallback =
  | { readonly kind: 'campaign'; readonly campaignId: string }
  | { readonly kind: 'source'; readonly sourceId: string; readonly siteId: string };

export interface Utm {
  readonly source?: string;
  readonly medium?: string;
  readonly campaign?: string;
  readonly term?: string;
  readonly content?: string;
}

/** A visit to the customer's site that a lead may have come from. */
export interface SessionCandidate {
  readonly sessionId: string;
  readonly campaignId?: string;
  readonly sourceId?: string;
  readonly siteId?: string;
  readonly utm?: Utm;
}

/** Why the default was used, or why the session was. */
export type AttributionReason = 'one_session' | 'no_session' | 'several_sessions';

/** Why a lead has its campaign. */
export interface Attribution {
  readonly kind: 'session' | 'default_campaign' | 'default_source';
  readonly reason: AttributionReason;
  readonly sessionId?: string;
  readonly campaignId?: string;
  readonly sourceId?: string;
  readonly siteId?: string;
  readonly utm?: Utm;
}

/** The one place where a lead gets its campaign: exactly one session wins, else the default. */
export function attribute(candidates: readonly SessionCandidate[], fallback: Fallback): Attribution {
  const [only, another] = candidates;
  if (only !== undefined && another === undefined) return { kind: 'session', reason: 'one_session', ...only };
  const reason = only === undefined ? 'no_session' : 'several_sessions';
  switch (fallback.kind) {
    case 'campaign':
      return { kind: 'default_campaign', reason, campaignId: fallback.campaignId };
    case 'source':
      return { kind: 'default_source', reason, sourceId: fallback.sourceId, siteId: fallback.siteId };
  }
}
