import type { IntegrationCard } from '../api/integrations';
import type { Texts } from '../api/problem';
import type { Tone } from '../components/tone';

/** How an integration is, in one word of the texts below `integrationStates`. */
export type CardState =
  | 'inactive'
  | 'validating'
  | 'paused'
  | 'failed'
  | 'failing'
  | 'partial'
  | 'late'
  | 'quiet'
  | 'waiting'
  | 'ok';

const TONES: Readonly<Record<CardState, Tone>> = {
  inactive: 'neutral',
  validating: 'busy',
  paused: 'neutral',
  failed: 'bad',
  failing: 'bad',
  partial: 'warning',
  late: 'warning',
  quiet: 'warning',
  waiting: 'busy',
  ok: 'good',
};

export function toneOf(state: CardState): Tone {
  return TONES[state];
}

/** The state and the health of an integration taken together. */
export function cardStateOf({ state, health }: Pick<IntegrationCard, 'state' | 'health'>): CardState {
  switch (state) {
    case 'inactive':
    case 'validating':
    case 'paused':
    case 'failed':
      return state;
    case 'active':
      if (health.status === 'failing') {
        return health.error?.code === 'entity_refused' ? 'partial' : 'failing';
      }
      if (health.late) return 'late';
      if (health.quiet === true) return 'quiet';
      return health.lastSuccessAt === null ? 'waiting' : 'ok';
  }
}

/** What the integration itself says went wrong; null where nothing did. */
export function failureOf({
  reason,
  health,
}: Pick<IntegrationCard, 'reason' | 'health'>): { readonly message: Texts; readonly action: Texts } | null {
  return reason ?? health.error;
}
