import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../i18n/language';
import { absoluteTime, relativeTime } from './moments';

const TICK_MILLISECONDS = 20_000;

let ticks = 0;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all times on a page; it stands still while none is shown. */
function listen(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    ticks += 1;
    for (const tell of listeners) tell();
  }, TICK_MILLISECONDS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** How long ago or how soon, with the time itself in the tenant's zone on hover and for screen readers. */
export function RelativeTime({ at, timeZone }: { at: string; timeZone: string }) {
  const { t } = useTranslation();
  useSyncExternalStore(listen, () => ticks);
  const language = currentLanguage();
  const moment = new Date(at);
  return (
    <time dateTime={at} title={absoluteTime(moment, language, timeZone)}>
      {relativeTime(moment, new Date(), language, t('states.justNow'))}
    </time>
  );
}
