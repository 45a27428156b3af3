import { type DemoCabinet, withDemoCabinet } from '../../dev/cabinet/demo-cabinet';
import { type CabinetPage, cabinetPages } from '../../dev/cabinet/pages';
import { runBenchmark } from '../stand/benchmark';
import { median, number, verdict } from '../stand/figures';
import { type PageScripts, watchScripts } from './scripts';
import { type Device, devices, observer, readVitals, slowDown, type Vitals } from './vitals';

const LIMIT_MINUTES = 10;
const RUNS = 3;
/** Loading may be slowed down on purpose. */
const PATIENCE_MILLISECONDS = 60_000;
/** Kilobytes of 1,000 bytes of JavaScript, packed by gzip, that a page may need before it shows anything. */
const SCRIPT_GOAL = 300;
const LCP_GOAL = 2_500;
const CLS_GOAL = 0.1;
const TBT_GOAL = 200;

const MEASURED = [
  'login',
  'integrations',
  'settings-medods',
  'runs',
  'events',
  'leads',
  'deals',
  'dashboard',
];

runBenchmark('bench:cabinet', LIMIT_MINUTES, async (cleanup, log) => {
  // What starts and stops is no figure.
  const quiet = (): void => undefined;
  await withDemoCabinet(quiet, cleanup.add.bind(cleanup), async (cabinet) => {
    await measureScripts(cabinet, log);
    for (const device of devices) await measureVitals(cabinet, device, log);
  });
});

async function measureScripts(cabinet: DemoCabinet, log: (line: string) => void): Promise<void> {
  console.log('\nJavaScript of each page, opened by a browser that has nothing yet');
  const heads = `${'first'.padStart(10)}${'in all'.padStart(10)}${'own'.padStart(10)}${'on the wire'.padStart(14)}`;
  log(`${'page'.padEnd(32)}${heads}`);
  const scripts = new Map<string, LoadedScripts>();
  for (const page of cabinetPages) scripts.set(page.slug, await scriptsOf(cabinet, page));
  const everywhere = shared([...scripts.values()]);
  for (const { slug, name } of cabinetPages) {
    const found = scripts.get(slug);
    if (found === undefined) continue;
    const all = total(found.gzipped);
    const own = total(new Map([...found.gzipped].filter(([file]) => !everywhere.has(file))));
    const first = total(found.first);
    const goal = verdict(first < SCRIPT_GOAL * 1_000, `< ${SCRIPT_GOAL} kB gzip`);
    const sizes = `${kilobytes(first)}${kilobytes(all)}${kilobytes(own)}${kilobytes(found.wire, 14)}`;
    log(`${name.padEnd(32)}${sizes}  ${goal}`);
  }
}

interface LoadedScripts extends PageScripts {
  /** Of those, what the page itself names: without them it shows nothing. The others come once it stands. */
  readonly first: PageScripts['gzipped'];
}

async function scriptsOf(cabinet: DemoCabinet, cabinetPage: CabinetPage): Promise<LoadedScripts> {
  return cabinet.visit(cabinetPage, {}, async (page, address) => {
    const scripts = await watchScripts(page);
    const markup = (await (await page.goto(address))?.text()) ?? '';
    await cabinetPage.shown(page).waitFor();
    await page.waitForLoadState('networkidle');
    const found = scripts();
    return { ...found, first: new Map([...found.gzipped].filter(([file]) => markup.includes(file))) };
  });
}

/** The files that every page needs. */
function shared(pages: readonly PageScripts[]): ReadonlySet<string> {
  const [first, ...others] = pages.map(({ gzipped }) => [...gzipped.keys()]);
  return new Set((first ?? []).filter((file) => others.every((files) => files.includes(file))));
}

function total(sizes: ReadonlyMap<string, number>): number {
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

function kilobytes(bytes: number, width = 10): string {
  return `${number(bytes / 1_000)} kB`.padStart(width);
}

async function measureVitals(
  cabinet: DemoCabinet,
  device: Device,
  log: (line: string) => void,
): Promise<void> {
  const { name, slowdown, latencyMilliseconds, kilobitsPerSecond } = device;
  console.log(
    `\nLoading on a ${name}: processor ${slowdown} × slower than here, ${latencyMilliseconds} ms and ` +
      `${number(kilobitsPerSecond)} kbit/s away; median of ${RUNS}, nothing cached`,
  );
  log(
    `${'page'.padEnd(32)}${'FCP'.padStart(10)}${'LCP'.padStart(10)}${'CLS'.padStart(8)}${'TBT'.padStart(10)}`,
  );
  for (const cabinetPage of cabinetPages.filter(({ slug }) => MEASURED.includes(slug))) {
    const runs: Vitals[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await vitalsOf(cabinet, cabinetPage, device));
    const fcp = median(runs.map((run) => run.fcp));
    const lcp = median(runs.map((run) => run.lcp));
    const cls = median(runs.map((run) => run.cls));
    const tbt = median(runs.map((run) => run.tbt));
    const good = lcp <= LCP_GOAL && cls <= CLS_GOAL && tbt <= TBT_GOAL;
    log(
      cabinetPage.name.padEnd(32) +
        `${number(fcp)} ms`.padStart(10) +
        `${number(lcp)} ms`.padStart(10) +
        number(cls, 3).padStart(8) +
        `${number(tbt)} ms`.padStart(10) +
        `  ${verdict(good, `≤ ${number(LCP_GOAL)} ms, ≤ ${CLS_GOAL}, ≤ ${TBT_GOAL} ms`)}`,
    );
  }
}

async function vitalsOf(cabinet: DemoCabinet, cabinetPage: CabinetPage, device: Device): Promise<Vitals> {
  return cabinet.visit(cabinetPage, { viewport: device.size }, async (page, address) => {
    page.setDefaultTimeout(PATIENCE_MILLISECONDS);
    await page.addInitScript({ content: observer });
    await slowDown(page, device);
    await page.goto(address);
    await cabinetPage.shown(page).waitFor();
    await page.waitForLoadState('networkidle');
    return readVitals(page);
  });
}
