import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { withFirstLoad } from './first-load';
import type { Api } from './route';
import { SESSION_COOKIE } from './session';

/** Where `npm run build:web` puts the cabinet; the same from `src/api` and from `dist/api`. */
export const CABINET_FOLDER = join(__dirname, '..', '..', 'web', 'dist');

const NOT_BUILT =
  'Кабинет ещё не собран. Выполните npm run build:web и обновите страницу.\n' +
  'The cabinet is not built yet. Run npm run build:web and reload.\n';

/** Stands in index.html where the nonce of the answer goes. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** Names of built assets hold a hash of their content, so a browser may keep them. */
const ASSET = /^assets\/\w[\w.-]*$/;
const ASSET_LIFE = '1y';
/** Files that lie beside index.html, such as its icon. */
const FILE_AT_THE_TOP = /^[a-z0-9][a-z0-9-]*\.[a-z0-9]+$/;

/** What answers machines: a wrong address below these is an error, and no page. */
const NO_PAGES = /^(api|docs|hooks)(\/|$)/;

/**
 * Only files of this origin, and no script within a page. The component library writes its rules for
 * screen widths into `<style>` elements while it runs; those carry the nonce of the page.
 */
const POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
    scriptSrc: ["'self'"],
    scriptSrcAttr: ["'none'"],
    styleSrc: ["'self'"],
  },
};

/**
 * The cabinet at `/`: its files, and its one page for every address of a page that a browser asks for.
 *
 * @param folder what the build made; may appear or be replaced while the API runs.
 */
export async function serveCabinet(api: Api, folder: string): Promise<void> {
  await api.register(fastifyStatic, { serve: false, preCompressed: true, index: false });

  api.get<{ Params: { '*': string } }>(
    '/*',
    {
      config: { access: 'public' },
      helmet: { contentSecurityPolicy: POLICY, enableCSPNonces: true },
      logLevel: 'warn',
      schema: { hide: true },
    },
    async (request, reply) => {
      const path = request.params['*'];
      if (ASSET.test(path)) {
        return reply.sendFile(path, folder, { immutable: true, maxAge: ASSET_LIFE });
      }
      if (path !== 'index.html' && FILE_AT_THE_TOP.test(path)) {
        return reply.sendFile(path, folder, { maxAge: 0 });
      }
      if (NO_PAGES.test(path) || !wantsPage(path, request)) {
        reply.callNotFound();
        return reply;
      }
      return sendPage(request, reply, folder);
    },
  );
}

/** Whoever only tries whether something answers here says nothing of what they take. */
function wantsPage(path: string, request: FastifyRequest): boolean {
  return path === '' || request.headers.accept?.includes('text/html') === true;
}

async function sendPage(request: FastifyRequest, reply: FastifyReply, folder: string): Promise<FastifyReply> {
  void reply.header('cache-control', 'no-store');
  const page = await readPage(join(folder, 'index.html'));
  if (page === null) return reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
  const signedIn = request.cookies[SESSION_COOKIE] !== undefined;
  const markup = await withFirstLoad(page, folder, request.url, signedIn);
  return reply
    .type('text/html; charset=utf-8')
    .send(markup.replaceAll(NONCE_PLACEHOLDER, reply.cspNonce.style));
}

async function readPage(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

function isAbsence(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
