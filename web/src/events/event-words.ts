import { useTranslation } from 'react-i18next';
import type { EventOutcome } from '../api/events';
import type { Tone } from '../components/tone';

const REASONS = [
  'attempts_exhausted',
  'body_empty',
  'charset_unknown',
  'envelope_unknown',
  'erased',
  'event_unknown',
  'form_invalid',
  'format_unknown',
  'grid_block',
  'json_invalid',
  'multipart_has_files',
  'multipart_invalid',
  'nesting_too_deep',
  'not_an_object',
  'record_id_missing',
  'resource_other',
  'salon_id_differs',
  'salon_login_differs',
  'test',
  'text_invalid',
  'token_differs',
  'too_many_pairs',
  'too_many_records',
  'too_many_values',
] as const;

const WARNINGS = [
  'amount_unreadable',
  'change_time_ahead',
  'client_missing',
  'client_unidentified',
  'date_unreadable',
  'email_invalid',
  'extra_field_misfit',
  'extra_field_unreadable',
  'extra_fields_too_many',
  'online_unreadable',
  'phone_invalid',
  'record_id_derived',
  'status_unknown',
  'zone_assumed',
] as const;

const TONES: Readonly<Record<EventOutcome, Tone>> = {
  applied: 'good',
  duplicate: 'neutral',
  stale: 'neutral',
  ignored: 'neutral',
  mismatch: 'bad',
  unrecognised: 'warning',
  error: 'bad',
  pending: 'busy',
};

export function toneOfOutcome(outcome: EventOutcome): Tone {
  return TONES[outcome];
}

export interface EventWords {
  outcome(outcome: EventOutcome): string;
  /** Empty where there is none; a code that has no words yet stands for itself. */
  reason(reason: string | null): string;
  /** A code may carry a word of the vendor's after a colon. */
  warning(code: string): string;
}

/** What became of a delivery, in words. */
export function useEventWords(): EventWords {
  const { t } = useTranslation();
  return {
    outcome: (outcome) => t(`eventOutcomes.${outcome}`),
    reason: (reason) => {
      const known = REASONS.find((one) => one === reason);
      return known === undefined ? (reason ?? '') : t(`eventReasons.${known}`);
    },
    warning: (code) => {
      const [name, detail = ''] = code.split(/:(.*)/s);
      const known = WARNINGS.find((one) => one === name);
      return known === undefined ? code : t(`eventWarnings.${known}`, { detail });
    },
  };
}
