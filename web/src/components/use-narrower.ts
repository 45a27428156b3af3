import { useCallback, useState } from 'react';

/**
 * Whether an element has less room than so many pixels; known before it is first painted.
 *
 * @returns a `ref` for the element, and the answer.
 */
export function useNarrower(
  pixels: number,
): readonly [ref: (element: HTMLElement | null) => (() => void) | undefined, narrower: boolean] {
  const [narrower, setNarrower] = useState(false);
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return undefined;
      const measure = () => setNarrower(element.clientWidth < pixels);
      measure();
      const observer = new ResizeObserver(measure);
      observer.observe(element);
      return () => observer.disconnect();
    },
    [pixels],
  );
  return [ref, narrower];
}
