import { useDeferredValue } from 'react';

/**
 * False while the parts of a page that are looked at first are drawn, true from then on: what waits for it
 * is drawn next, in pieces between which the browser can paint and answer.
 */
export function useDrawnFirst(): boolean {
  return useDeferredValue(true, false);
}
