import { createServer, type Server } from 'node:http';
import { axeSource, graveFindings } from './axe';
import { startBrowser, type TestBrowser } from './browser';

const POLICY = "default-src 'self'; connect-src 'self' http://localhost:*";
const PAGE = '<!doctype html><html lang="ru"><title>Т</title><body><main><h1>Т</h1></main>';

let server: Server;
let origin: string;
let browser: TestBrowser;

beforeAll(async () => {
  server = createServer((request, response) => {
    const isPage = request.url === '/';
    response
      .writeHead(isPage ? 200 : 404, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': POLICY,
      })
      .end(isPage ? PAGE : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  origin = `http://127.0.0.1:${address.port}`;
  browser = await startBrowser(origin);
});

afterAll(async () => {
  await browser?.stop();
  await new Promise((resolve) => server?.close(resolve));
});

test.each([
  ['an error in the console', `console.error('no such thing')`, 'console: no such thing'],
  [
    'an error that nobody catches',
    `new Promise((resolve) => { setTimeout(() => { throw new Error('lost') }); setTimeout(resolve); })`,
    'lost',
  ],
  [
    'a script that the policy forbids',
    `document.body.append(Object.assign(document.createElement('script'), { text: '1' }))`,
    'Content Security Policy',
  ],
  ['a refusal that was not expected', `fetch('/gone').then(() => null)`, '404 GET /gone'],
  [
    'a request to another host',
    `fetch('http://localhost:1/').then(() => null, () => null)`,
    'another host: http://localhost:1/',
  ],
])('%s fails the test of the page', async (_, script, complaint) => {
  const visited = browser.visit({}, async (page) => {
    await page.goto('/');
    await page.evaluate(script);
  });
  await expect(visited).rejects.toThrow(complaint);
});

test('a page that complains of nothing passes, and so does a refusal that was expected', async () => {
  await browser.visit({ refusals: [/^404 GET \/(gone|favicon\.ico)$/] }, async (page) => {
    await page.goto('/');
    await page.evaluate(`fetch('/gone').then(() => null)`);
  });
});

test('a button without a name is found', async () => {
  await browser.visit({ script: axeSource, refusals: [/favicon/] }, async (page) => {
    await page.goto('/');
    expect(await graveFindings(page)).toEqual([]);
    await page.evaluate(`document.querySelector('main').append(document.createElement('button'))`);
    expect(await graveFindings(page)).toEqual([expect.stringContaining('button-name')]);
  });
});
