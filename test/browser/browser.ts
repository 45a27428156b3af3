import type { BrowserContext, Page } from 'playwright-core';
import { type Browser, chromium } from 'playwright-core';
import { SESSION_COOKIE } from '../../src/api/session';
import type { Person } from '../system/cabinet';

/** How long anything on a page may take to come. */
const PATIENCE_MS = 20_000;

export interface VisitOptions {
  /** Who is signed in; nobody unless it is given. */
  readonly as?: Person;
  /** Answers of the API that belong to the test, such as `/^403 POST /`; any other refusal fails it. */
  readonly refusals?: readonly RegExp[];
  /** Pixels; 1280 × 900 unless it is given. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly colors?: 'light' | 'dark';
  /** Runs in each page before anything of its own. */
  readonly script?: string;
}

/** A browser of one test file, at the cabinet of this origin. */
export interface TestBrowser {
  /**
   * Gives the test a browser without memory, and fails it when a page complained: an error in the console,
   * what the content security policy forbids, a refusal that was not expected, a request to another host.
   */
  visit(options: VisitOptions, use: (page: Page) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** The Chromium of the tests. Throws a sentence that says what to install where there is none. */
function testChromium(): string {
  const path = process.env['SKVOZ_TEST_CHROMIUM'];
  if (path !== undefined && path !== '') return path;
  throw new Error(
    process.env['SKVOZ_TEST_CHROMIUM_MISSING'] ??
      'SKVOZ_TEST_CHROMIUM is not set. Start the tests with npm test, or set it to the path of a Chromium.',
  );
}

export async function startBrowser(origin: string): Promise<TestBrowser> {
  const browser: Browser = await chromium.launch({
    executablePath: testChromium(),
    // It refuses to work sandboxed for root alone.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  return {
    visit: async (options, use) => {
      const context = await browser.newContext({
        baseURL: origin,
        locale: 'ru-RU',
        timezoneId: 'Europe/Moscow',
        viewport: options.size ?? { width: 1280, height: 900 },
        colorScheme: options.colors ?? 'light',
        reducedMotion: 'reduce',
      });
      try {
        context.setDefaultTimeout(PATIENCE_MS);
        if (options.script !== undefined) await context.addInitScript({ content: options.script });
        if (options.as !== undefined) await signIn(context, origin, options.as);
        const complaints = listen(context, origin, options.refusals ?? []);
        const page = await context.newPage();
        await use(page).catch(async (error: unknown) => {
          throw new Error(await described(error, context, complaints), { cause: error });
        });
        expect(complaints).toEqual([]);
      } finally {
        await context.close();
      }
    },
    stop: () => browser.close(),
  };
}

async function signIn(context: BrowserContext, origin: string, { session }: Person): Promise<void> {
  const cookie = { name: SESSION_COOKIE, value: session, url: origin, httpOnly: true } as const;
  await context.addCookies([{ ...cookie, sameSite: 'Strict' }]);
}

function listen(context: BrowserContext, origin: string, refusals: readonly RegExp[]): string[] {
  const complaints: string[] = [];
  context.on('console', (message) => {
    // Of an answer that is an error the status and the address are heard below.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    complaints.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) =>
    complaints.push(`error: ${error.error().stack ?? error.error().message}`),
  );
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'blob:' && url.origin !== origin) complaints.push(`another host: ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() < 400) return;
    const refusal = `${response.status()} ${response.request().method()} ${new URL(response.url()).pathname}`;
    if (!refusals.some((expected) => expected.test(refusal))) complaints.push(refusal);
  });
  return complaints;
}

/** What failed, with all that can be seen: the page itself is gone by the time it is read. */
async function described(
  error: unknown,
  context: BrowserContext,
  complaints: readonly string[],
): Promise<string> {
  const pages = await Promise.all(
    context.pages().map(async (page) => {
      const seen = await page
        .locator('body')
        .ariaSnapshot({ timeout: 2_000 })
        .catch((reason: unknown) => String(reason));
      return `${page.url()}\n${seen}`;
    }),
  );
  const message = error instanceof Error ? error.message : String(error);
  return [message, ...complaints, ...pages].join('\n\n');
}
