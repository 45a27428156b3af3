import type { Page } from 'playwright-core';
import { z } from 'zod';

/** What is felt of the loading of a page. */
export interface Vitals {
  /** First contentful paint, milliseconds since the start of the navigation; shapes without words do not count. */
  readonly fcp: number;
  /** Largest contentful paint, milliseconds since the start of the navigation. */
  readonly lcp: number;
  /** Cumulative layout shift: the largest sum of shifts that follow each other within 5 seconds, without a unit. */
  readonly cls: number;
  /** Total blocking time: what long tasks take beyond 50 ms each, after the first contentful paint. Milliseconds. */
  readonly tbt: number;
}

/** A connection and a processor, as Lighthouse supposes them. */
export interface Device {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  /** How many times slower than this machine. */
  readonly slowdown: number;
  readonly latencyMilliseconds: number;
  readonly kilobitsPerSecond: number;
}

export const devices: readonly Device[] = [
  {
    name: 'desktop',
    size: { width: 1350, height: 940 },
    slowdown: 1,
    latencyMilliseconds: 40,
    kilobitsPerSecond: 10_240,
  },
  {
    name: 'phone',
    size: { width: 390, height: 844 },
    slowdown: 4,
    latencyMilliseconds: 150,
    kilobitsPerSecond: 1_638,
  },
];

/** Runs in the page before anything of its own. */
export const observer = `
  globalThis.vitals = { fcp: null, lcp: 0, shifts: [], tasks: [] };
  const observe = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') vitals.fcp = startTime;
  });
  observe('largest-contentful-paint', ({ startTime }) => { vitals.lcp = startTime; });
  observe('layout-shift', ({ startTime, value, hadRecentInput }) => {
    if (!hadRecentInput) vitals.shifts.push({ at: startTime, value });
  });
  observe('longtask', ({ startTime, duration }) => { vitals.tasks.push({ at: startTime, duration }); });
`;

const observedSchema = z.object({
  fcp: z.number(),
  lcp: z.number().positive(),
  shifts: z.array(z.object({ at: z.number(), value: z.number() })),
  tasks: z.array(z.object({ at: z.number(), duration: z.number() })),
});

const SESSION_MILLISECONDS = 5_000;
const SESSION_GAP_MILLISECONDS = 1_000;
const LONG_MILLISECONDS = 50;

/** Makes the page as slow as the device. */
export async function slowDown(page: Page, device: Device): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const bytesPerSecond = (device.kilobitsPerSecond * 1_000) / 8;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: device.latencyMilliseconds,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: device.slowdown });
}

/** What the observer has seen by now. */
export async function readVitals(page: Page): Promise<Vitals> {
  const { fcp, lcp, shifts, tasks } = observedSchema.parse(await page.evaluate('globalThis.vitals'));
  const blocking = tasks.filter(({ at, duration }) => at + duration > fcp);
  return {
    fcp,
    lcp,
    cls: worstSession(shifts),
    tbt: blocking.reduce((sum, { duration }) => sum + Math.max(0, duration - LONG_MILLISECONDS), 0),
  };
}

/** The largest session window, as https://web.dev/articles/cls defines it. */
function worstSession(shifts: readonly { readonly at: number; readonly value: number }[]): number {
  let worst = 0;
  let session = { from: 0, last: Number.NEGATIVE_INFINITY, sum: 0 };
  for (const { at, value } of shifts) {
    const goesOn = at - session.last < SESSION_GAP_MILLISECONDS && at - session.from < SESSION_MILLISECONDS;
    session = goesOn
      ? { from: session.from, last: at, sum: session.sum + value }
      : { from: at, last: at, sum: value };
    worst = Math.max(worst, session.sum);
  }
  return worst;
}
