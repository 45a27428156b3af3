import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchIntoCache } from '../../../dev/binaries/cache';
import { inFolder, until } from '../conditions';

const ROOT = join(__dirname, '..', '..', '..');
const log = (): void => undefined;

/** Brings a file with this content. */
function bringing(content: string, count: { fetches: number }) {
  return async (folder: string): Promise<string> => {
    count.fetches += 1;
    const path = join(folder, 'brought');
    writeFileSync(path, content);
    return path;
  };
}

async function mustBeWhole(path: string): Promise<void> {
  if (readFileSync(path, 'utf8') !== 'whole') throw new Error('it is not whole');
}

test('a fetch that was killed half-way leaves nothing that is taken for the program', () =>
  inFolder(async (folder) => {
    const script = join(folder, 'fetch.ts');
    writeFileSync(
      script,
      `import { writeFileSync } from 'node:fs';
       import { fetchIntoCache } from ${JSON.stringify(join(ROOT, 'dev', 'binaries', 'cache'))};
       void fetchIntoCache({
         folder: ${JSON.stringify(join(folder, 'cache'))},
         name: 'program',
         bring: async (temporary) => {
           writeFileSync(temporary + '/brought', 'who');
           writeFileSync(${JSON.stringify(join(folder, 'half-way'))}, '');
           setInterval(() => undefined, 1000);
           return await new Promise(() => undefined);
         },
         verify: async () => undefined,
         log: () => undefined,
       });`,
    );
    const fetching = spawn(process.execPath, ['--import', 'tsx', script], { cwd: ROOT, stdio: 'ignore' });
    await until('the fetch is half-way', () => existsSync(join(folder, 'half-way')));
    const exited = new Promise((resolve) => fetching.once('exit', resolve));
    fetching.kill('SIGKILL');
    await exited;
    expect(existsSync(join(folder, 'cache', 'program'))).toBe(false);

    const count = { fetches: 0 };
    const path = await fetchIntoCache({
      folder: join(folder, 'cache'),
      name: 'program',
      bring: bringing('whole', count),
      verify: mustBeWhole,
      log,
    });

    expect(readFileSync(path, 'utf8')).toBe('whole');
    expect(count.fetches).toBe(1);
    expect(readdirSync(join(folder, 'cache'))).toEqual(['program']);
  }));

test('what was fetched but does not work is not kept', () =>
  inFolder(async (folder) => {
    const fetching = fetchIntoCache({
      folder,
      name: 'program',
      bring: bringing('half', { fetches: 0 }),
      verify: mustBeWhole,
      log,
    });

    await expect(fetching).rejects.toThrow('it is not whole');
    expect(readdirSync(folder)).toEqual([]);
  }));

test('of two that want the program at once, one fetches it and both get it', () =>
  inFolder(async (folder) => {
    const count = { fetches: 0 };
    const fetch = () =>
      fetchIntoCache({ folder, name: 'program', bring: bringing('whole', count), verify: mustBeWhole, log });

    const paths = await Promise.all([fetch(), fetch()]);

    expect(new Set(paths)).toEqual(new Set([join(folder, 'program')]));
    expect(count.fetches).toBe(1);
  }));
