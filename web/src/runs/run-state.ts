import type { Run } from '../api/runs';
import type { Tone } from '../components/tone';

const TONES: Readonly<Record<Run['state'], Tone>> = {
  queued: 'busy',
  running: 'busy',
  waiting: 'busy',
  succeeded: 'good',
  partial: 'warning',
  failed: 'bad',
  cancelled: 'neutral',
  skipped: 'neutral',
};

export function toneOfRun(state: Run['state']): Tone {
  return TONES[state];
}

const NOTES = [
  'appointment_deleted',
  'change_time_ahead',
  'changed_filter_missed',
  'client_missing',
  'client_relinked',
  'field_unknown',
  'field_unreadable',
  'online_source_absent',
  'status_unknown',
] as const;

/** The code of a note that has words, with the vendor's own word after the colon. */
export function noteOf(code: string): { known: (typeof NOTES)[number] | undefined; detail: string } {
  const [name, detail = ''] = code.split(/:(.*)/s);
  return { known: NOTES.find((one) => one === name), detail };
}
