import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { requireFreePorts } from '../../../dev/stack/ports';
import { plannedPorts, readSettings } from '../../../dev/stack/settings';
import { waitFor } from '../../system/wait-for';
import { inFolder, isRunning } from '../conditions';
import { binary } from './binary';

const ROOT = join(__dirname, '..', '..', '..');
const START_LIMIT_MS = 120_000;
/** Below those that systems hand out by themselves, so that no other test is given one in the meantime. */
const [LOWEST_PORT, HIGHEST_PORT] = [20_000, 32_000];

/** Six free ports in a row: the first of them. */
async function firstPort(): Promise<string> {
  return waitFor('six free ports in a row', async () => {
    const port = String(randomInt(LOWEST_PORT, HIGHEST_PORT));
    const plans = plannedPorts(readSettings({ SKVOZ_PORT: port, SKVOZ_DEMO: '1' }));
    return requireFreePorts(plans).then(
      () => port,
      () => false,
    );
  });
}

/** What a person has in the terminal, in a folder without a file of settings. */
function environmentOf(folder: string, port: string): NodeJS.ProcessEnv {
  const folders = [binary('SKVOZ_TEST_MONGOD_BINARY'), binary('SKVOZ_TEST_TEMPORAL_BINARY')].map(dirname);
  return {
    HOME: process.env['HOME'],
    PATH: [...folders, process.env['PATH']].join(':'),
    SKVOZ_PORT: port,
    SKVOZ_DATA_DIR: join(folder, 'data'),
  };
}

/** `npm start` itself, with what it has printed so far. */
function start(folder: string, environment: NodeJS.ProcessEnv) {
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const supervisor = spawn(process.execPath, ['--import', tsx, join(ROOT, 'dev', 'start.ts')], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [supervisor.stdout, supervisor.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      printed += bytes.toString('utf8');
    });
  }
  const ended = once(supervisor, 'exit');
  return {
    /** Everything that it printed, once it says that all is up. */
    untilUp: async (): Promise<string> => {
      await waitFor(
        'everything to be up',
        async () => {
          if (supervisor.exitCode !== null) throw new Error(`it ended before it was up:\n${printed}`);
          return printed.includes('Ctrl-C stops it.');
        },
        START_LIMIT_MS,
      );
      return printed;
    },
    descendants: () => descendantsOf(supervisor),
    /** As Ctrl-C does; gives the code with which it ended. */
    interrupt: async (): Promise<unknown> => {
      supervisor.kill('SIGINT');
      const [code] = await ended;
      return code;
    },
    /** For a test that failed halfway. */
    cleanUp: async (): Promise<void> => {
      if (supervisor.exitCode !== null || supervisor.signalCode !== null) return;
      supervisor.kill('SIGTERM');
      await ended;
    },
  };
}

/** Every process that it started, and that those started. */
function descendantsOf({ pid }: ChildProcess): number[] {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number | undefined): number[] =>
    processes.flatMap(([child, its]) =>
      child !== undefined && its === parent ? [child, ...below(child)] : [],
    );
  return below(pid);
}

const commandsIn = (printed: string) =>
  [...printed.matchAll(/^ +(curl .+)$/gm)].map(([, command = '']) => command);

/** What a printed command asks, and with which header. */
function requestOf(command: string): { url: string; headers: Record<string, string> } {
  const [, name = '', value = '', url = ''] = /^curl -H "([^:]+): ([^"]+)" "([^"]+)"$/.exec(command) ?? [];
  return { url, headers: { [name]: value } };
}

/** The ids of the rows that a printed command brings. */
async function idsBy(command: string): Promise<string[]> {
  const { url, headers } = requestOf(command);
  const answer = await fetch(url, { headers });
  return z
    .object({ items: z.array(z.object({ id: z.string() })) })
    .parse(await answer.json())
    .items.map(({ id }) => id);
}

/** Signs in as the block of a start tells to, and fails where that does not serve. */
async function signIn(origin: string, printed: string): Promise<void> {
  const [, email, password] = /sign in as +(\S+), password (.+)$/m.exec(printed) ?? [];
  const entered = await fetch(`${origin}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const cookie = entered.headers.getSetCookie().map((one) => one.split(';')[0]);
  const me = await fetch(`${origin}/api/v1/me`, { headers: { cookie: cookie.join('; ') } });
  expect(await me.json()).toMatchObject({ user: { email } });
}

/** Connects the clinic and the salon that nobody has, with what is printed of them, until both bring deals. */
async function connectUnconnected(
  integrations: string,
  printed: string,
  authorization: Record<string, string>,
): Promise<void> {
  const call = async (method: string, path: string, body?: object) => {
    const headers = { ...authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${integrations}/${path}`, {
      method,
      headers: body === undefined ? authorization : headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return z.looseObject({ state: z.string(), webhookUrl: z.string().optional() }).parse(await answer.json());
  };
  const [, uid, identity, secretKey] =
    /^ +Medods +UID (\S+), Identity (\S+), SecretKey (\S+)$/m.exec(printed) ?? [];
  const [, token, salonId, salonLogin] =
    /^ +ProfSalon +token (\S+), salon (\d+), login (\w+);/m.exec(printed) ?? [];
  const deals = { enabled: true };
  await call('PUT', 'own-clinic', { vendor: 'medods', settings: { uid, identity, secretKey, deals } });
  expect(await call('POST', 'own-clinic/activate')).toMatchObject({ state: 'active' });
  await call('PUT', 'own-salon', { vendor: 'profsalon', settings: { token, salonId, salonLogin, deals } });
  const { state, webhookUrl = '' } = await call('POST', 'own-salon/activate');
  expect(state).toBe('active');
  const [, simulator = '', change = ''] = /^ +curl (\S+) -d '(\{.+\})'$/m.exec(printed) ?? [];
  const told = await fetch(simulator, { method: 'POST', body: change.replace('<Webhook url>', webhookUrl) });
  expect(told.status).toBe(200);
  for (const integration of ['own-clinic', 'own-salon']) {
    const url = `${integrations.replace(/integrations$/, 'deals')}?integration=${integration}&limit=1`;
    await waitFor(`deals of ${integration}`, async () => {
      const answer = await fetch(url, { headers: authorization });
      return z.object({ items: z.array(z.unknown()) }).parse(await answer.json()).items.length > 0;
    });
  }
}

test(
  'one command brings everything up, what it prints works, Ctrl-C ends it all and nothing else, and the next one finds it again',
  () =>
    inFolder(async (folder) => {
      const port = await firstPort();
      const origin = `http://127.0.0.1:${port}`;
      const environment = environmentOf(folder, port);
      // Of another's system, by the looks of it.
      const foreign = spawn(
        process.execPath,
        ['-e', 'setInterval(() => {}, 1000)', 'src/worker.ts', 'mongod'],
        {
          stdio: 'ignore',
        },
      );
      const starts: ReturnType<typeof start>[] = [];
      const npmStart = () => {
        const started = start(folder, environment);
        starts.push(started);
        return started;
      };
      try {
        const first = npmStart();
        const printed = await first.untilUp();
        expect(printed).toContain(`Cabinet       ${origin}\n`);
        expect(await (await fetch(origin)).text()).toContain('<title>Skvoz');
        await signIn(origin, printed);
        const [leads = '', deals = ''] = commandsIn(printed);
        const [lead] = await idsBy(leads);
        expect(lead).toBeDefined();
        expect(await idsBy(deals)).toHaveLength(1);
        await connectUnconnected(
          `${origin}/api/v1/tenants/demo/integrations`,
          printed,
          requestOf(leads).headers,
        );

        const children = first.descendants();
        // The worker, the API, two simulators and two servers at least.
        expect(children.length).toBeGreaterThanOrEqual(6);
        expect(children.filter((pid) => !isRunning(pid))).toEqual([]);
        expect(await first.interrupt()).toBe(0);
        expect(children.filter(isRunning)).toEqual([]);
        expect(isRunning(foreign.pid ?? 0)).toBe(true);

        const again = npmStart();
        const [leadsAgain = ''] = commandsIn(await again.untilUp());
        expect(leadsAgain).toBe(leads);
        const { url, headers } = requestOf(leads);
        const kept = await fetch(url.replace('/leads?limit=3', `/leads/${lead}`), { headers });
        expect(await kept.json()).toMatchObject({ id: lead });
      } finally {
        foreign.kill('SIGKILL');
        for (const started of starts) await started.cleanUp();
      }
    }),
  3 * START_LIMIT_MS,
);
