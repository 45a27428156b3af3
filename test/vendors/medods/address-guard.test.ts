import { createServer } from 'node:http';
import {
  isPublicAddress,
  lookupPublicAddress,
  PrivateAddressError,
} from '../../../src/vendors/medods/address-guard';
import { MedodsHttp } from '../../../src/vendors/medods/http';
import { Pace } from '../../../src/vendors/medods/pace';
import { TokenSource } from '../../../src/vendors/medods/token';

test.each([
  ...['127.0.0.1', '127.8.9.10', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '0.0.0.0'],
  ...['169.254.169.254', '100.64.0.1', '224.0.0.1', '255.255.255.255', '192.0.2.1', '198.18.0.1'],
  ...['::', '::1', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1'],
  ...['::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1'],
])('no request goes to %s', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['8.8.8.8', '93.184.216.34', '172.32.0.1', '100.128.0.1', '2a02:6b8::2:242', '::ffff:8.8.8.8'])(
  'requests may go to %s',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test('a name is looked up and refused where it points inside', async () => {
  const failure = await new Promise((resolve) => {
    lookupPublicAddress('localhost', { all: true }, resolve);
  });
  expect(failure).toBeInstanceOf(PrivateAddressError);
});

test('a clinic whose name points inside is refused before anything connects', async () => {
  let connections = 0;
  const inside = createServer((_request, response) => response.end('{}'));
  inside.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
  const address = inside.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const http = new MedodsHttp(
    `http://localhost:${address.port}`,
    'bearer',
    new TokenSource('identity', 'secret'),
    new Pace(0),
    { origin: null, timeoutMs: 2000, retryDelaysMs: [] },
  );
  try {
    const asked = http.get('appointments', '/appointments', {}, new AbortController().signal);
    await expect(asked).rejects.toMatchObject({ code: 'vendor_address_private' });
    expect(connections).toBe(0);
    await fetch(`http://localhost:${address.port}`);
    expect(connections).toBe(1);
  } finally {
    http.close();
    inside.closeAllConnections();
    await new Promise((resolve) => inside.close(resolve));
  }
});
