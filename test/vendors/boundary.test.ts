import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const VENDOR = 'profsalon';

/** Made from the API by `npm run api:types`. */
const GENERATED = 'web/src/api/schema.d.ts';

/** Code and texts outside the vendor's own folder that name it; what a comment says does not count. */
function filesThatName(vendor: string, ...folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name))
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)))
    .filter((path) => !path.startsWith(`src/vendors/${vendor}/`) && path !== GENERATED)
    .filter((path) => {
      const code = readFileSync(join(ROOT, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
      return code.toLowerCase().includes(vendor);
    })
    .sort();
}

test('a vendor is named outside its folder only where CONTRIBUTING says', () => {
  const found = filesThatName(VENDOR, 'src', 'web/src');
  expect(found).toEqual([
    'src/domain/names.ts',
    'src/vendors/registry.ts',
    'src/vendors/webhook-connectors.ts',
    'web/src/guides/guides.ts',
  ]);
  const contributing = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  expect(found.filter((path) => !contributing.includes(`\`${path}\``))).toEqual([]);
});
