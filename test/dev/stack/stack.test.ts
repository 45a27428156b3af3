import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePorts } from '../../../dev/stack/ports';
import { readSettings } from '../../../dev/stack/settings';
import { Stack } from '../../../dev/stack/stack';
import { inFolder, until } from '../conditions';
import { binary } from './binary';

const ROOT = join(__dirname, '..', '..', '..');

/** Programs as small as they can be; each notes in one file what it did, and when it was stopped. */
function writePrograms(folder: string) {
  const journal = join(folder, 'journal');
  appendFileSync(journal, '');
  const note = (what: string) =>
    `require('node:fs').appendFileSync(${JSON.stringify(journal)}, ${JSON.stringify(`${what}\n`)});`;
  // The note that it has started comes last: from then on it can be stopped.
  const noting = (name: string, start: string) =>
    `process.on('SIGTERM', () => { ${note(`${name} stopped`)} process.exit(0); });
     ${start}
     ${note(`${name} started`)}`;
  const server = (name: string, port: string) =>
    noting(
      name,
      `require('node:http').createServer((_, answer) => answer.end('ok'))
         .listen(Number(process.env.${port}), '127.0.0.1');`,
    );
  const write = (name: string, script: string): string => {
    const path = join(folder, `${name}.cjs`);
    writeFileSync(path, script);
    return path;
  };
  const programs = {
    folder: ROOT,
    migrate: write('migrate', note('migrated')),
    worker: write('worker', noting('worker', 'setInterval(() => {}, 1000);')),
    api: write('api', server('api', 'SKVOZ_PORT')),
    medodsSimulator: write(
      'medods',
      `require('node:fs').appendFileSync(process.env.SIMULATOR_KEEP_FILE, 'kept');
       ${server('medods', 'SIMULATOR_PORT')}`,
    ),
    profsalonSimulator: write('profsalon', server('profsalon', 'SIMULATOR_PORT')),
    demo: write(
      'demo',
      `console.log('seeding');
       console.log(JSON.stringify({ tenant: 'demo', key: process.env.SKVOZ_OPERATOR_KEY, signIn: { admin: 'a', analyst: 'b', operator: 'c', password: 'd' }, commands: [process.env.MONGODB_URI], unconnected: [] }));`,
    ),
  };
  return { programs, read: () => readFileSync(journal, 'utf8').trim().split('\n') };
}

async function makeStack(folder: string, lines: string[]) {
  const [api = 0, temporal = 0, ui = 0, mongo = 0, medods = 0, profsalon = 0] = await freePorts(6);
  const environment = {
    ...process.env,
    PATH: [dirname(binary('SKVOZ_TEST_MONGOD_BINARY')), dirname(binary('SKVOZ_TEST_TEMPORAL_BINARY'))].join(
      ':',
    ),
    SKVOZ_DATA_DIR: join(folder, 'data'),
    SKVOZ_PORT: String(api),
    SKVOZ_TEMPORAL_PORT: String(temporal),
    SKVOZ_TEMPORAL_UI_PORT: String(ui),
    SKVOZ_MONGODB_PORT: String(mongo),
  };
  const { programs, read } = writePrograms(folder);
  const make = () =>
    new Stack({
      settings: { ...readSettings(environment), simulatorPorts: { medods, profsalon } },
      programs,
      environment,
      log: (line) => lines.push(line),
    });
  return { make, read };
}

test(
  'a stack starts in order, refuses a second supervisor, restarts what dies, and stops in its order',
  () =>
    inFolder(async (folder) => {
      const lines: string[] = [];
      const { make, read } = await makeStack(folder, lines);
      const stack = make();
      try {
        const { demo } = await stack.start();

        const started = read();
        expect(started).toHaveLength(5);
        expect(started[0]).toBe('migrated');
        expect(started.slice(1, 3).sort()).toEqual(['api started', 'worker started']);
        expect(started.slice(3)).toEqual(['medods started', 'profsalon started']);
        expect(demo?.tenant).toBe('demo');
        expect(demo?.key).toBe(readFileSync(join(folder, 'data', 'operator-key'), 'utf8').trim());
        expect(make).toThrow(/Another npm start \(pid \d+\) already runs on .*data/);

        const before = read().length;
        process.kill(stack.pidOf('worker'), 'SIGKILL');
        await until('the worker runs again', () => read().length > before);
        expect(read().at(-1)).toBe('worker started');
      } finally {
        await stack.stop();
      }
      expect(read().slice(-4)).toEqual([
        'api stopped',
        'profsalon stopped',
        'medods stopped',
        'worker stopped',
      ]);
      expect(lines.slice(-2)).toEqual(['Stopping Temporal', 'Stopping MongoDB']);
      expect(existsSync(join(folder, 'data', 'supervisor.lock'))).toBe(false);

      const again = make();
      try {
        const { demo } = await again.start();
        expect(readFileSync(join(folder, 'data', 'demo-clinic.json'), 'utf8')).toBe('keptkept');
        expect(demo?.key).toBe(readFileSync(join(folder, 'data', 'operator-key'), 'utf8').trim());
      } finally {
        await again.stop();
      }
    }),
  60_000,
);
