import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';
import { pages } from './pages.mts';

/** Bytes of JavaScript, packed by gzip, that a page may need before it is shown. */
const LIMIT = 300_000;

/** Where routes name the modules of their pages. */
const ROUTES = /\/src\/app\/[\w-]*rout\w+\.tsx?$/;

const BEFORE_PAINT = 'src/before-paint.js';
const TEXTS = ['ru', 'en'] as const;

/** The API reads it and hides it. */
const FILE = '.first-loads.json';

type Bundle = Rolldown.OutputBundle;
type Chunk = Rolldown.OutputChunk;

/**
 * Writes down which files each page needs before it can be shown, so that the API names them in the page
 * and the browser fetches all of them at once and not one after another; fails when a page needs more than
 * {@link LIMIT}. What a page fetches once it stands, such as a chart, does not count.
 */
export function firstLoads(): Plugin {
  let root = '';
  return {
    name: 'first-loads',
    apply: 'build',
    configResolved: (config) => {
      root = config.root;
    },
    async buildStart() {
      const source = await readFile(join(root, BEFORE_PAINT), 'utf8');
      this.emitFile({ type: 'asset', name: 'before-paint.js', source });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) => (bundle === undefined ? html : arrange(html, bundle)),
    },
    generateBundle(_, bundle) {
      const described = new Set(
        pages.flatMap(({ modules }) => modules.map((module) => inSource(root, module))),
      );
      const used = [...this.getModuleIds()]
        .filter((id) => ROUTES.test(id))
        .flatMap((id) => this.getModuleInfo(id)?.dynamicallyImportedIds ?? []);
      const forgotten = used.filter((id) => !described.has(id));
      if (forgotten.length > 0) this.error(`not in build/pages.mts: ${forgotten.join(', ')}`);
      const start = filesOf(bundle, [entryOf(bundle).fileName]);
      const found = pages.map(({ path, modules, answers }) => {
        const needed = filesOf(bundle, [
          ...start,
          ...modules.map((module) => chunkOf(bundle, inSource(root, module)).fileName),
        ]);
        const own = [...needed].filter((file) => !start.has(file));
        return { path, needed, own, answers };
      });
      const texts = Math.max(...TEXTS.map((language) => packedSize(textsOf(bundle, language))));
      for (const { path, needed } of found) {
        const bytes = [...needed].reduce((sum, file) => sum + packedSize(chunkNamed(bundle, file)), texts);
        if (bytes > LIMIT) this.error(`${path} needs ${bytes} bytes of JavaScript, more than ${LIMIT}`);
      }
      const shared = stylesOf(bundle, start);
      const source = found.map(({ path, needed, own, answers }) => ({
        path,
        modules: own.map(address),
        styles: [...stylesOf(bundle, needed)].filter((file) => !shared.has(file)).map(address),
        answers,
      }));
      this.emitFile({ type: 'asset', fileName: FILE, source: JSON.stringify(source) });
    },
  };
}

/**
 * Style sheets go behind what stands there meanwhile, which is painted without them; scripts wait for them
 * all the same.
 */
function arrange(html: string, bundle: Bundle): string {
  const styles = html.match(/ *<link rel="stylesheet"[^>]*>\n/g) ?? [];
  const bare = styles.reduce((left, link) => left.replace(link, ''), html);
  const script = Object.values(bundle).find(
    ({ type, fileName }) => type === 'asset' && /\/before-paint-[^/]+\.js$/.test(fileName),
  );
  if (script === undefined) throw new Error(`${BEFORE_PAINT} was not emitted`);
  const texts = TEXTS.map((language) => ` data-${language}="${address(textsOf(bundle, language).fileName)}"`);
  return bare
    .replace(`src="/${BEFORE_PAINT}"`, `src="${address(script.fileName)}"${texts.join('')}`)
    .replace('  </body>', `${styles.join('')}    <!-- Styles of this page -->\n  </body>`);
}

function address(file: string): string {
  return `/${file}`;
}

function inSource(root: string, module: string): string {
  return join(root, 'src', module);
}

function chunksOf(bundle: Bundle): Chunk[] {
  return Object.values(bundle).filter((output) => output.type === 'chunk');
}

function the(chunk: Chunk | undefined, what: string): Chunk {
  if (chunk === undefined) throw new Error(`the build has no file of ${what}`);
  return chunk;
}

function entryOf(bundle: Bundle): Chunk {
  return the(
    chunksOf(bundle).find(({ isEntry }) => isEntry),
    'the entry',
  );
}

function chunkOf(bundle: Bundle, module: string): Chunk {
  return the(
    chunksOf(bundle).find(
      ({ facadeModuleId, moduleIds }) => facadeModuleId === module || moduleIds.includes(module),
    ),
    module,
  );
}

function chunkNamed(bundle: Bundle, file: string): Chunk {
  return the(
    chunksOf(bundle).find(({ fileName }) => fileName === file),
    file,
  );
}

function textsOf(bundle: Bundle, language: (typeof TEXTS)[number]): Chunk {
  return the(
    chunksOf(bundle).find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/i18n/${language}.json`)),
    `the texts in ${language}`,
  );
}

/** These files with all that they import, which comes before them: rules that come later win. */
function filesOf(bundle: Bundle, names: readonly string[]): Set<string> {
  const entered = new Set<string>();
  const files = new Set<string>();
  const enter = (name: string): void => {
    if (entered.has(name)) return;
    entered.add(name);
    for (const imported of chunkNamed(bundle, name).imports) enter(imported);
    files.add(name);
  };
  for (const name of names) enter(name);
  return files;
}

function stylesOf(bundle: Bundle, files: Iterable<string>): Set<string> {
  return new Set(
    [...files].flatMap((file) => [...(chunkNamed(bundle, file).viteMetadata?.importedCss ?? [])]),
  );
}

function packedSize({ code }: Chunk): number {
  return gzipSync(code, { level: constants.Z_BEST_COMPRESSION }).length;
}
