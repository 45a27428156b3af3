import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inFolder } from './conditions';

const INSTALL = join(__dirname, '..', '..', 'dev', 'install.mjs');

/** A project whose one dependency is a folder of its own, so that nothing has to be fetched. */
function makeProject(folder: string): void {
  mkdirSync(join(folder, 'dev'));
  mkdirSync(join(folder, 'local'));
  cpSync(INSTALL, join(folder, 'dev', 'install.mjs'));
  const write = (path: string, content: object) => writeFileSync(join(folder, path), JSON.stringify(content));
  const dependencies = { local: 'file:local' };
  write('local/package.json', { name: 'local', version: '1.0.0' });
  write('package.json', { name: 'project', version: '1.0.0', dependencies });
  write('package-lock.json', {
    name: 'project',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'project', version: '1.0.0', dependencies },
      local: { version: '1.0.0' },
      'node_modules/local': { resolved: 'local', link: true },
    },
  });
}

function install(folder: string): string {
  return execFileSync(process.execPath, [join(folder, 'dev', 'install.mjs')], { encoding: 'utf8' });
}

test('libraries are installed when they are not there or not those of the lock file, else nothing is said', () =>
  inFolder((folder) => {
    makeProject(folder);

    expect(install(folder)).toContain('Libraries: installed');
    expect(existsSync(join(folder, 'node_modules', 'local', 'package.json'))).toBe(true);
    expect(install(folder)).toBe('');
    rmSync(join(folder, 'node_modules', '.package-lock.json'));
    expect(install(folder)).toContain('Libraries: installed');
    expect(install(folder)).toBe('');
  }));

test('a Node.js that is too old is refused with a sentence that says what to do', () => {
  const script = `
    import { nodeProblem } from ${JSON.stringify(pathToFileURL(INSTALL).href)};
    console.log(JSON.stringify(['18.20.8', '20.18.1', '20.19.0', '24.1.0'].map((version) => nodeProblem(version) ?? '')));
  `;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const sentence = (version: string) =>
    `Skvoz needs Node.js 20.19 or newer, and this is ${version}. Install a newer one from https://nodejs.org and run the command again.`;

  expect(JSON.parse(output)).toEqual([sentence('18.20.8'), sentence('20.18.1'), '', '']);
});
