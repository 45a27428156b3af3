import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumSources } from '../../../dev/binaries/chromium';
import { inFolder } from '../conditions';

function install(path: string, says: string): string {
  writeFileSync(path, `#!/bin/sh\necho '${says}'\n`);
  chmodSync(path, 0o755);
  return path;
}

function source(environment: NodeJS.ProcessEnv, name: string) {
  const found = chromiumSources(environment, () => undefined).find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no source ${name}`);
  return found;
}

test('SKVOZ_CHROMIUM is tried before PATH, that before the one of Playwright, and the package manager last', () => {
  expect(chromiumSources({}, () => undefined).map(({ name }) => name)).toEqual([
    'SKVOZ_CHROMIUM',
    'PATH',
    "Playwright's own folder",
    'apt-get',
  ]);
});

test('the Chromium of SKVOZ_CHROMIUM is taken when it is new enough', () =>
  inFolder(async (folder) => {
    const at = (path: string) => source({ SKVOZ_CHROMIUM: path }, 'SKVOZ_CHROMIUM').find();
    const recent = install(join(folder, 'recent'), 'Chromium 156.0.8078.79 built on Debian');
    const old = install(join(folder, 'old'), 'Google Chrome 99.0.4844.51');

    await expect(at(recent)).resolves.toBe(recent);
    await expect(at(old)).rejects.toThrow('it is version 99; 120 or newer is needed');
    await expect(at('')).rejects.toThrow('it is not set');
    await expect(at(join(folder, 'absent'))).rejects.toThrow('could not be started');
  }));

test('of the names on PATH the first that works is taken, and a stub that does not is passed over', () =>
  inFolder(async (folder) => {
    const onPath = () => source({ PATH: folder }, 'PATH').find();

    await expect(onPath()).rejects.toThrow('no chromium, no chromium-browser, no google-chrome');
    const stub = install(join(folder, 'chromium-browser'), 'requires the chromium snap to be installed');
    await expect(onPath()).rejects.toThrow(`${stub}: it does not say its version`);
    const chrome = install(join(folder, 'google-chrome'), 'Google Chrome 156.0.8078.79');
    await expect(onPath()).resolves.toBe(chrome);
  }));

test('where there is no apt-get, the package manager is passed over with that reason', async () => {
  await expect(source({ PATH: '' }, 'apt-get').find()).rejects.toThrow('no apt-get on PATH');
});
