// A registry that does not serve the packages of other platforms makes npm leave them out of the lock
// file, and then `npm ci` refuses it everywhere. This puts them back: their versions are exact in the
// packages that want them. Run it after adding a library: `npm run lock:complete`.
import { readFileSync, writeFileSync } from 'node:fs';

const SYSTEMS = [
  'darwin',
  'win32',
  'android',
  'freebsd',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'openharmony',
  'linux',
];
const PROCESSORS = [
  'wasm32',
  'arm64',
  'x64',
  'ia32',
  'ppc64',
  's390x',
  'riscv64',
  'loong64',
  'mips64el',
  'arm',
];

const path = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8'));
let added = 0;

for (const [parent, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  if (parent === '') continue;
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const place = `node_modules/${name}`;
    if (lock.packages[`${parent}/${place}`] !== undefined || lock.packages[place] !== undefined) continue;
    if (!/^\d/.test(version)) throw new Error(`${parent} wants ${name}@${version}, which is not exact`);
    const words = name.split(/[-/]/);
    const system = SYSTEMS.find((word) => words.includes(word));
    const processor = PROCESSORS.find((word) => words.includes(word));
    const library = /musl/.test(name) ? 'musl' : /gnu/.test(name) ? 'glibc' : undefined;
    lock.packages[place] = {
      version,
      ...(processor === undefined ? {} : { cpu: [processor] }),
      ...(dev === true ? { dev } : {}),
      ...(system === 'linux' && library !== undefined ? { libc: [library] } : {}),
      optional: true,
      ...(system === undefined ? {} : { os: [system] }),
    };
    added += 1;
  }
}

const sorted = Object.entries(lock.packages).sort(([left], [right]) => left.localeCompare(right, 'en'));
lock.packages = Object.fromEntries(sorted);
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms put into the lock file`);
