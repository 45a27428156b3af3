import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { SESSION_COOKIE } from '../../src/api/session';
import { startApi, type TestApi } from './harness';

const SCRIPT = 'console.log("cabinet")';
const PAGE =
  '<html><meta property="csp-nonce" nonce="__CSP_NONCE__" /><!-- What this page needs first -->' +
  '<div id="root"></div><!-- Styles of this page --></html>';
const FIRST_LOADS = [
  { path: '/login', modules: ['/assets/login-abc.js'], styles: [], answers: [] },
  {
    path: '/t/$tenant/integrations/$integration/runs',
    modules: ['/assets/runs-abc.js'],
    styles: ['/assets/runs-abc.css'],
    answers: ['/api/v1/me', '/api/v1/tenants/$tenant/integrations/$integration/runs?limit=25'],
  },
];

let folder: string;
let api: TestApi;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'skvoz-cabinet-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>');
  writeFileSync(join(folder, '.made-of'), 'hash');
  writeFileSync(join(folder, '.first-loads.json'), JSON.stringify(FIRST_LOADS));
  writeFileSync(join(folder, 'assets', 'index-abc.js'), SCRIPT);
  writeFileSync(join(folder, 'assets', 'index-abc.js.br'), brotliCompressSync(SCRIPT));
  api = await startApi({ cabinetFolder: folder });
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

function get(url: string, headers: Record<string, string> = { accept: 'text/html,*/*;q=0.8' }) {
  return api.server.inject({ url, headers });
}

test('every address of a page answers the one page of the cabinet', async () => {
  for (const url of ['/', '/login?next=%2Ft%2Fdemo', '/t/demo/integrations/medods/runs']) {
    const answer = await get(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toContain('<div id="root">');
  }
});

test('the first page is there for whoever asks without saying what they take', async () => {
  for (const headers of [{}, { accept: '*/*' }]) {
    const answer = await get('/', headers);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  }
});

test('machines get an error at a wrong address and no page', async () => {
  for (const url of ['/api/v1/no-such-thing', '/docs/no-such-thing']) {
    const answer = await get(url);
    expect(answer.json()).toMatchObject({ status: 404, code: 'not_found' });
  }
  const asJson = await get('/t/demo', { accept: 'application/json' });
  expect(asJson.json()).toMatchObject({ status: 404, code: 'not_found' });
  const posted = await api.server.inject({ method: 'POST', url: '/login', headers: { accept: 'text/html' } });
  expect(posted.statusCode).toBe(404);
});

test('the page runs no script but files of this origin, and each answer has a nonce of its own for styles', async () => {
  const [first, second] = [await get('/'), await get('/')];
  const policy = String(first.headers['content-security-policy']);
  const nonce = /nonce="([^"]+)"/.exec(first.body)?.[1] ?? '';
  expect(nonce).toMatch(/^[0-9a-f]{32}$/);
  expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
  expect(policy).toMatch(/script-src 'self' 'nonce-[0-9a-f]{32}';/);
  expect(policy).not.toContain('unsafe');
  expect(policy).not.toMatch(/https?:/);
  expect(second.body).not.toContain(nonce);
});

test('built files are sent as small as the browser takes them, and kept by it for good', async () => {
  const small = await get('/assets/index-abc.js', { 'accept-encoding': 'gzip, br' });
  expect(small.headers['content-encoding']).toBe('br');
  expect(brotliDecompressSync(small.rawPayload).toString()).toBe(SCRIPT);
  expect(small.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(small.headers['content-type']).toContain('javascript');
  const plain = await get('/assets/index-abc.js', {});
  expect(plain.body).toBe(SCRIPT);
  expect((await get('/favicon.svg', {})).headers['cache-control']).toBe('public, max-age=0');
});

test('nothing but the files of the cabinet is served', async () => {
  const outside = [
    '/.made-of',
    '/.first-loads.json',
    '/assets/../.made-of',
    '/assets/%2e%2e/.made-of',
    '/assets/..%2f..%2fetc',
    '/assets/',
  ];
  for (const url of [...outside, '/assets/no-such.js', '/no-such.svg']) {
    expect({ url, status: (await get(url, {})).statusCode }).toEqual({ url, status: 404 });
  }
});

test('a cabinet that is not built says how to build it, and the API serves all the same', async () => {
  const bare = await startApi({ cabinetFolder: join(folder, 'not-there') });
  try {
    const answer = await bare.server.inject({ url: '/', headers: { accept: 'text/html' } });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.body).toContain('npm run build:web');
    expect((await bare.server.inject('/healthz')).statusCode).toBe(200);
  } finally {
    await bare.close();
  }
});

const SIGNED_IN = { accept: 'text/html', cookie: `${SESSION_COOKIE}=something` };
const linksOf = (markup: string) => markup.match(/<link [^>]*>/g) ?? [];

test('a page names all that it needs first, so that the browser fetches it at once', async () => {
  const { body } = await get('/t/demo/integrations/medods-2/runs', SIGNED_IN);
  expect(linksOf(body)).toEqual([
    '<link rel="modulepreload" crossorigin href="/assets/runs-abc.js">',
    '<link rel="preload" as="fetch" crossorigin href="/api/v1/me">',
    '<link rel="preload" as="fetch" crossorigin href="/api/v1/tenants/demo/integrations/medods-2/runs?limit=25">',
    '<link rel="stylesheet" crossorigin href="/assets/runs-abc.css">',
  ]);
});

test('an address that narrows a list asks for no list that is not narrowed', async () => {
  const { body } = await get('/t/demo/integrations/medods/runs?from=2026-01-01', SIGNED_IN);
  expect(body).toContain('href="/api/v1/me"');
  expect(body).not.toContain('limit=25');
});

test('who is not signed in is given what the sign-in needs, which is where they are sent', async () => {
  const { body } = await get('/t/demo/integrations/medods/runs');
  expect(linksOf(body)).toEqual(['<link rel="modulepreload" crossorigin href="/assets/login-abc.js">']);
});

test('nothing of an address gets into the page but plain ids', async () => {
  for (const id of ['%22%3E%3Cscript%3E', 'a"b', "'", '$&', 'a%2Fb', '']) {
    const { body } = await get(`/t/${id}/integrations/medods/runs`, SIGNED_IN);
    expect({ id, links: linksOf(body) }).toEqual({ id, links: [] });
  }
});
