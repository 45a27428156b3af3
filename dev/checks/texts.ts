import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const LANGUAGES = ['ru', 'en'] as const;
type Language = (typeof LANGUAGES)[number];

interface Tree {
  [name: string]: string | Tree;
}
const treeSchema: z.ZodType<Tree> = z.record(
  z.string(),
  z.lazy(() => z.union([z.string(), treeSchema])),
);

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Texts by their keys in dots. */
function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    const key = `${prefix}${name}`;
    if (typeof value === 'string') texts.set(key, value);
    else for (const [inner, text] of flatten(value, `${key}.`)) texts.set(inner, text);
  }
  return texts;
}

/** Keys that stand in several plural forms. A single `…_other` is a word of its own, not a form. */
function pluralBases(texts: ReadonlyMap<string, string>): Set<string> {
  const bases = [...texts.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, ''));
  return new Set(bases.filter((base, index) => bases.indexOf(base) !== index));
}

/** Keys as the code names them: without the endings of plural forms. */
function named(texts: ReadonlyMap<string, string>): Set<string> {
  const plural = pluralBases(texts);
  return new Set(
    [...texts.keys()].map((key) => {
      const base = key.replace(PLURAL, '');
      return plural.has(base) ? base : key;
    }),
  );
}

function variablesOf(text: string): string {
  return [...new Set(text.match(/\{\{[^}]*\}\}/g))].sort().join(' ');
}

function missingForms(language: Language, texts: ReadonlyMap<string, string>): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return [...pluralBases(texts)].flatMap((base) =>
    forms
      .filter((form) => !texts.has(`${base}_${form}`))
      .map((form) => `${language}.json has no ${base}_${form}`),
  );
}

function differences(ru: ReadonlyMap<string, string>, en: ReadonlyMap<string, string>): string[] {
  const ofRussian = named(ru);
  const ofEnglish = named(en);
  const absent = (from: Set<string>, to: Set<string>, language: Language) =>
    [...from].filter((key) => !to.has(key)).map((key) => `${language}.json has no ${key}`);
  const otherVariables = [...ru]
    .filter(([key, text]) => en.has(key) && variablesOf(text) !== variablesOf(en.get(key) ?? ''))
    .map(([key]) => `${key} has other variables in ru.json than in en.json`);
  const empty = [...ru, ...en].filter(([, text]) => text.trim() === '').map(([key]) => `${key} is empty`);
  return [
    ...absent(ofRussian, ofEnglish, 'en'),
    ...absent(ofEnglish, ofRussian, 'ru'),
    ...otherVariables,
    ...empty,
  ];
}

/** Keys that stand in the code in quotes, or fit a template such as `states.${state}`. */
function unused(keys: ReadonlySet<string>, sources: readonly string[]): string[] {
  const literals = new Set<string>();
  const templates: RegExp[] = [];
  for (const source of sources) {
    for (const [, literal = ''] of source.matchAll(/['"]([\w.]+)['"]/g)) literals.add(literal);
    for (const [, template = ''] of source.matchAll(/`([\w.]+\$\{[^`]*)`/g)) {
      templates.push(new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w.-]+')}$`));
    }
  }
  return [...keys].filter((key) => !literals.has(key) && !templates.some((template) => template.test(key)));
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

/**
 * Sentences on the cabinet's texts: what one language lacks, what no code shows, and Russian that stands
 * in the code, where no translation reaches it.
 *
 * @param folder of the cabinet's sources.
 */
export function textProblems(folder: string): string[] {
  const read = (language: Language) =>
    flatten(treeSchema.parse(JSON.parse(readFileSync(join(folder, 'i18n', `${language}.json`), 'utf8'))));
  const [ru, en] = [read('ru'), read('en')];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'),
  );
  const sources = files.map((name) => readFileSync(join(folder, name), 'utf8'));
  return [
    ...differences(ru, en),
    ...missingForms('ru', ru),
    ...missingForms('en', en),
    ...unused(new Set([...named(ru), ...named(en)]), sources).map((key) => `${key} is shown nowhere`),
    ...files
      .filter((_, index) => /[а-яё]/i.test(withoutComments(sources[index] ?? '')))
      .map((name) => `${name} has Russian in the code; texts belong into i18n`),
  ];
}
