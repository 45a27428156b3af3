import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Written by the build of the cabinet beside its page; the dot keeps it from being served. */
const FILE = '.first-loads.json';

const fileOfBuild = z.string().regex(/^\/[\w./-]+$/);

const pageSchema = z.object({
  /** As the cabinet's router knows it; `$name` stands for any one segment. */
  path: z.string(),
  modules: z.array(fileOfBuild),
  styles: z.array(fileOfBuild),
  /** Addresses of the API, with `$name` to be filled in. */
  answers: z.array(z.string()),
});
type Page = z.infer<typeof pageSchema>;

/** What stands in the markup where the links of a page go. */
const LINKS_PLACEHOLDER = '<!-- What this page needs first -->';
const STYLES_PLACEHOLDER = '<!-- Styles of this page -->';

/** Whoever is not signed in is sent there from every page that is not in this list. */
const SIGN_IN = '/login';
const WITHOUT_SIGN_IN: readonly string[] = [SIGN_IN, '/invite', '/new-password'];

/** Of an id that stands in an address as it is; anything else is not worth guessing about. */
const PLAIN = /^[\w.~-]{1,200}$/;

/** The pages of the build in this folder; none where the build does not tell. */
async function readPages(folder: string): Promise<Page[]> {
  try {
    return z.array(pageSchema).parse(JSON.parse(await readFile(join(folder, FILE), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** What the names in a path stand for, or null where the path is another. */
function namesIn(path: string, pattern: string): ReadonlyMap<string, string> | null {
  const segments = path.split('/');
  const wanted = pattern.split('/');
  if (segments.length !== wanted.length) return null;
  const names = new Map<string, string>();
  for (const [place, part] of wanted.entries()) {
    const segment = segments[place] ?? '';
    if (!part.startsWith('$')) {
      if (part !== segment) return null;
    } else if (PLAIN.test(segment)) names.set(part, segment);
    else return null;
  }
  return names;
}

/**
 * Names in the markup of the cabinet all that the page of this address begins with, so that the browser
 * asks for its files and for the first answers of the API at once and not one after another.
 *
 * @param url path and query as the browser asks for them.
 * @param signedIn whether the browser has a session; it may have ended.
 */
export async function withFirstLoad(
  markup: string,
  folder: string,
  url: string,
  signedIn: boolean,
): Promise<string> {
  const [asked = '/', query = ''] = url.split('?', 2);
  const path = signedIn || WITHOUT_SIGN_IN.includes(asked) ? asked : SIGN_IN;
  for (const page of await readPages(folder)) {
    const names = namesIn(path, page.path);
    if (names === null) continue;
    const answers = page.answers
      .filter((answer) => query === '' || !answer.includes('?'))
      .map((answer) => answer.replaceAll(/\$\w+/g, (name) => names.get(name) ?? name));
    const links = [
      ...page.modules.map((href) => `<link rel="modulepreload" crossorigin href="${href}">`),
      ...answers.map((href) => `<link rel="preload" as="fetch" crossorigin href="${href}">`),
    ];
    const styles = page.styles.map((href) => `<link rel="stylesheet" crossorigin href="${href}">`);
    return markup
      .replace(LINKS_PLACEHOLDER, () => links.join('\n    '))
      .replace(STYLES_PLACEHOLDER, () => styles.join('\n    '));
  }
  return markup;
}
