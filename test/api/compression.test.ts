import { gunzipSync } from 'node:zlib';
import { startApi, type TestApi } from './harness';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const get = (url: string, encodings?: string) =>
  api.server.inject({
    url,
    headers: {
      authorization: `Bearer ${api.operatorKey}`,
      ...(encodings === undefined ? {} : { 'accept-encoding': encodings }),
    },
  });

test('a large answer is packed for who takes gzip, and says the same', async () => {
  const plain = await get('/api/v1/vendors');
  expect(plain.headers['content-encoding']).toBeUndefined();
  const packed = await get('/api/v1/vendors', 'gzip, deflate, br');
  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
  expect(packed.headers['content-type']).toBe(plain.headers['content-type']);
  expect(packed.rawPayload.length * 2).toBeLessThan(plain.rawPayload.length);
  expect(JSON.parse(gunzipSync(packed.rawPayload).toString())).toEqual(plain.json());
});

test('who refuses gzip gets the answer as it is, and a small one is never packed', async () => {
  expect((await get('/api/v1/vendors', 'br, gzip;q=0')).headers['content-encoding']).toBeUndefined();
  expect((await get('/api/v1/me', 'gzip')).headers['content-encoding']).toBeUndefined();
});
