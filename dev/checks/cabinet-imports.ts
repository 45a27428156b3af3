import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type ModuleItem, parseFileSync } from '@swc/core';

/** The only thing outside its own folder that the cabinet takes in: documents for people. */
const GUIDE = /^docs\/[^/]+\.md$/;

function sourceOf(item: ModuleItem): string | undefined {
  switch (item.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return item.source.value;
    case 'ExportNamedDeclaration':
      return item.source?.value;
    default:
      return undefined;
  }
}

/**
 * Sentences on the files of the cabinet that import something of the product: what the browser runs
 * speaks HTTP with it and shares no code. dependency-cruiser's parser does not read TSX.
 *
 * @param folder of the tree.
 */
export function foreignImportsOfCabinet(folder: string): string[] {
  const sources = join(folder, 'web', 'src');
  return readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) => {
      const path = join(sources, name);
      const { body } = parseFileSync(path, {
        syntax: 'typescript',
        tsx: name.endsWith('x'),
        target: 'es2022',
      });
      return body
        .map(sourceOf)
        .filter((source) => source?.startsWith('.') === true)
        .map((source = '') => relative(folder, join(dirname(path), source)).replace(/\?.*$/, ''))
        .filter((target) => !target.startsWith('web/src/') && !GUIDE.test(target))
        .map((target) => `web/src/${name} imports ${target}; the cabinet shares no code with the product`);
    });
}
