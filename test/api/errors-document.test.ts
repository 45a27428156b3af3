import { readFileSync } from 'node:fs';
import { ERRORS_DOCUMENT, errorsDocument } from '../../dev/errors-document';
import { errorCatalogue } from '../../src/domain/errors';

test('docs/errors.md is what the catalogue says now', () => {
  expect(readFileSync(ERRORS_DOCUMENT, 'utf8')).toBe(errorsDocument());
});

test('every code has its place in docs/errors.md and nothing else has', () => {
  const headings = errorsDocument().match(/^## `(\w+)`$/gm) ?? [];
  expect(headings).toEqual(Object.keys(errorCatalogue).map((code) => `## \`${code}\``));
});
