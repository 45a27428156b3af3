import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium } from '../binaries/chromium';
import type { Log } from '../progress';
import type { Demo } from '../stack/demo';
import { ensureKeys } from '../stack/keys';
import { programsHere } from '../stack/programs';
import { readSettings } from '../stack/settings';
import { Stack } from '../stack/stack';
import { serverEnvironment } from '../stack/wait';
import { ensureCabinet } from './build';
import { type CabinetPage, type CabinetScene, prepareScene } from './pages';

/** Far from the 8080 of `npm start`, which may be running; `SKVOZ_PORT` moves it. */
const PORT = '18080';

/** The demo with its own data, and a browser to look at it. */
export interface DemoCabinet {
  readonly scene: CabinetScene;
  /** Shows a page, signed in as the page is meant for, in a browser context of its own. */
  visit<Result>(
    page: CabinetPage,
    options: BrowserContextOptions,
    look: (page: Page, address: string) => Promise<Result>,
  ): Promise<Result>;
}

/**
 * Runs the demo as `npm start` does, on ports and with data of its own, for as long as `use` takes.
 *
 * @param onStarted is handed what ends it sooner.
 */
export async function withDemoCabinet(
  log: Log,
  onStarted: (stop: () => Promise<void>) => void,
  use: (cabinet: DemoCabinet) => Promise<void>,
): Promise<void> {
  await ensureCabinet(log);
  const dataDir = mkdtempSync(join(tmpdir(), 'skvoz-demo-'));
  const environment = {
    ...serverEnvironment(),
    SKVOZ_PORT: process.env['SKVOZ_PORT'] || PORT,
    SKVOZ_DATA_DIR: dataDir,
    SKVOZ_DEMO: '1',
  };
  const executablePath = await findChromium(process.env, log);
  const stack = new Stack({ settings: readSettings(environment), programs: programsHere, environment, log });
  let browser: Browser | undefined;
  const putAway = async (): Promise<void> => {
    await browser?.close();
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= putAway();
    return stopping;
  };
  onStarted(stop);
  try {
    const { demo } = await stack.start();
    if (demo === undefined) throw new Error('the stack has no demo');
    const origin = `http://127.0.0.1:${environment.SKVOZ_PORT}`;
    const { operatorKey } = ensureKeys(environment, dataDir);
    const scene = await prepareScene(callerOf(origin, operatorKey), demo.tenant);
    const opened = await chromium.launch({
      executablePath,
      // It refuses to work sandboxed for root alone.
      chromiumSandbox: process.getuid?.() !== 0,
      // Left to itself, it would end this process before the stack is stopped.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    browser = opened;
    const kept = await signIns(opened, origin, demo);
    await use({
      scene,
      visit: async (page, options, look) => {
        const storageState = kept[page.as];
        const context = await opened.newContext({
          baseURL: origin,
          locale: 'ru-RU',
          timezoneId: 'Europe/Moscow',
          colorScheme: 'light',
          reducedMotion: 'reduce',
          ...(storageState === undefined ? {} : { storageState }),
          ...options,
        });
        try {
          return await look(await context.newPage(), page.path(scene));
        } finally {
          await context.close();
        }
      },
    });
  } finally {
    await stop();
  }
}

type SignIns = Readonly<Record<CabinetPage['as'], BrowserContextOptions['storageState']>>;

/** The cookies of those who sign in to the demo: each signs in once. */
async function signIns(browser: Browser, origin: string, { signIn }: Demo): Promise<SignIns> {
  const cookiesOf = async (email: string) => {
    const context = await browser.newContext();
    const answer = await context.request.post(`${origin}/api/v1/login`, {
      data: { email, password: signIn.password },
      headers: { origin },
    });
    if (!answer.ok()) throw new Error(`signing in was answered ${answer.status()}`);
    const state = await context.storageState();
    await context.close();
    return state;
  };
  return {
    nobody: undefined,
    admin: await cookiesOf(signIn.admin),
    operator: await cookiesOf(signIn.operator),
  };
}

function callerOf(origin: string, operatorKey: string) {
  return async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${operatorKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
}
