import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ModuleItem, parseFileSync } from '@swc/core';

/** What a module item brings in at run time: the specifier, unless it is there for types alone. */
function runtimeSource(item: ModuleItem): string | undefined {
  switch (item.type) {
    case 'ImportDeclaration': {
      const types =
        item.typeOnly ||
        (item.specifiers.length > 0 &&
          item.specifiers.every((specifier) => specifier.type === 'ImportSpecifier' && specifier.isTypeOnly));
      return types ? undefined : item.source.value;
    }
    case 'ExportNamedDeclaration':
      return 'typeOnly' in item && item.typeOnly === true ? undefined : item.source?.value;
    case 'ExportAllDeclaration':
      return item.source.value;
    default:
      return undefined;
  }
}

/**
 * Sentences on the workflows of this source folder that import more of an activity than its types:
 * the activity, with all of Node.js that it uses, would become part of the workflow bundle.
 */
export function activitiesInWorkflows(sourceFolder: string): string[] {
  const folder = join(sourceFolder, 'workflows');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const { body } = parseFileSync(join(folder, name), { syntax: 'typescript', target: 'es2022' });
      return body
        .map(runtimeSource)
        .filter((source) => source !== undefined && /(^|\/)activities(\/|$)/.test(source))
        .map(
          (source) => `${join(folder, name)} imports ${source}; use import type, activities run elsewhere`,
        );
    });
}
