import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mongodSources } from '../../../dev/binaries/mongod';
import type { Source } from '../../../dev/binaries/sources';
import { temporalSources } from '../../../dev/binaries/temporal';
import { inFolder } from '../conditions';

function install(path: string, says: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho '${says}'\n`);
  chmodSync(path, 0o755);
}

function named(sources: readonly Source[], name: string): Source {
  const source = sources.find((candidate) => candidate.name === name);
  if (source === undefined) throw new Error(`no source ${name}`);
  return source;
}

test('a program on PATH is taken when it is new enough and passed over when it is not', () =>
  inFolder(async (folder) => {
    const environment = { PATH: folder };
    const mongod = () =>
      named(
        mongodSources(environment, () => undefined),
        'PATH',
      ).find();
    const temporal = () =>
      named(
        temporalSources(environment, () => undefined),
        'PATH',
      ).find();

    await expect(mongod()).rejects.toThrow('no mongod there');
    install(join(folder, 'mongod'), 'db version v5.0.9');
    await expect(mongod()).rejects.toThrow('it is version 5.0.9; 6.0 or newer is needed');
    install(join(folder, 'mongod'), 'db version v6.0.5');
    await expect(mongod()).resolves.toBe(join(folder, 'mongod'));

    await expect(temporal()).rejects.toThrow('no temporal there');
    install(join(folder, 'temporal'), 'temporal version 1.0.0 (Server 1.24.2, UI 2.28.0)');
    await expect(temporal()).rejects.toThrow('it carries server 1.24.2; 1.25 or newer is needed');
    install(join(folder, 'temporal'), 'temporal version 0.0.0-DEV (Server 1.29.1, UI 2.42.1)');
    await expect(temporal()).resolves.toBe(join(folder, 'temporal'));
  }));

test('PATH is tried before the cache folder, that before the official download, and the registries last', () => {
  const names = (sources: readonly Source[]) => sources.map(({ name }) => name);

  expect(names(temporalSources({}, () => undefined))).toEqual([
    'PATH',
    'the cache folder',
    'the official download',
    'the Go module proxy',
  ]);
  expect(names(mongodSources({}, () => undefined))).toEqual([
    'PATH',
    'the cache folder',
    'the official download',
    'the Python package index',
  ]);
});

test('a program kept in the cache folder is found there', () =>
  inFolder(async (folder) => {
    const environment = { PATH: '', XDG_CACHE_HOME: folder };
    const cached = () =>
      named(
        mongodSources(environment, () => undefined),
        'the cache folder',
      ).find();

    await expect(cached()).rejects.toThrow('yet');
    install(join(folder, 'skvoz', 'mongod'), 'db version v6.0.5');
    await expect(cached()).resolves.toBe(join(folder, 'skvoz', 'mongod'));
  }));
