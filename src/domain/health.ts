import type { IntegrationState } from './names';

const HOUR = 60 * 60 * 1000;

/** What is kept of an integration's runs to judge its health by. */
export interface HealthFacts {
  readonly activatedAt: Date | null;
  readonly lastSuccessAt: Date | null;
  readonly failingSince: Date | null;
}

export type HealthStatus = 'ok' | 'failing' | 'late' | 'off';

export interface Health {
  readonly status: HealthStatus;
  /** Hours since the last success, or since activation when there was none. Null while off. */
  readonly hoursSinceSuccess: number | null;
  readonly late: boolean;
}

/**
 * @param lateAfterHours without a success for longer than this, an active integration is late.
 */
export function healthOf(
  facts: HealthFacts,
  state: IntegrationState,
  now: Date,
  lateAfterHours: number,
): Health {
  switch (state) {
    case 'inactive':
    case 'validating':
    case 'paused':
      return { status: 'off', hoursSinceSuccess: null, late: false };
    case 'active':
    case 'failed': {
      const since = facts.lastSuccessAt ?? facts.activatedAt;
      const hours = since === null ? null : (now.getTime() - since.getTime()) / HOUR;
      const late = hours !== null && hours > lateAfterHours;
      if (state === 'failed' || facts.failingSince !== null)
        return { status: 'failing', hoursSinceSuccess: hours, late };
      return { status: late ? 'late' : 'ok', hoursSinceSuccess: hours, late };
    }
  }
}

const DAY = 24 * HOUR;

/**
 * Whether a vendor that sends has not been heard for long. Nobody can tell a salon without bookings from
 * one whose webhook was taken away, so this is shown and changes nothing.
 *
 * @param quietAfterDays without a delivery for longer than this, since the activation at least.
 */
export function isQuiet(
  { activatedAt, lastEventAt }: { readonly activatedAt: Date | null; readonly lastEventAt: Date | null },
  state: IntegrationState,
  now: Date,
  quietAfterDays: number,
): boolean {
  if (state !== 'active' || activatedAt === null) return false;
  const since = Math.max(activatedAt.getTime(), lastEventAt?.getTime() ?? 0);
  return now.getTime() - since > quietAfterDays * DAY;
}
