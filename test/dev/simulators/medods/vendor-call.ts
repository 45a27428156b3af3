import { createHmac } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';

/** The invented credentials of the vendor contract's test vector. */
export const credentials = {
  host: 'beta45.medods.ru',
  identity: '11111111-2222-4333-8444-555555555555',
  secretKey: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
};

export const listSchema = z.object({
  data: z.array(z.looseObject({ id: z.int() })),
  totalItems: z.int(),
});

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Signs any header and claims, good or bad. */
export function signToken(
  claims: unknown,
  {
    header = { alg: 'HS512', typ: 'JWT' },
    key = credentials.secretKey,
    hash = 'sha512',
  }: SigningChoices = {},
): string {
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
}

interface SigningChoices {
  header?: unknown;
  key?: string | Buffer;
  hash?: string;
}

/** Claims that are good now, for `life` seconds from `startsIn` seconds. */
export function goodClaims({ startsIn = -5, life = 60 }: { startsIn?: number; life?: number } = {}): {
  iss: string;
  iat: number;
  exp: number;
} {
  const iat = Math.floor(Date.now() / 1000) + startsIn;
  return { iss: credentials.identity, iat, exp: iat + life };
}

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

interface CallChoices {
  host?: string;
  /** null sends none. */
  authorization?: string | null;
  method?: string;
  signal?: AbortSignal;
}

/** One request to the simulator with the clinic's host in `Host`. Rejects when the connection breaks. */
export function call(origin: string, path: string, choices: CallChoices = {}): Promise<Reply> {
  const { host = credentials.host, method = 'GET', signal } = choices;
  const authorization =
    choices.authorization === undefined ? `Bearer ${signToken(goodClaims())}` : choices.authorization;
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, origin),
      {
        method,
        headers: { host, ...(authorization === null ? {} : { authorization }) },
        agent: false,
        ...(signal === undefined ? {} : { signal }),
      },
      (response) => {
        buffer(response).then(
          (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          reject,
        );
      },
    );
    sent.once('error', reject);
    sent.end();
  });
}

/** The JSON of a reply, read with a schema. */
export function read<Schema extends z.ZodType>(reply: Reply, schema: Schema): z.output<Schema> {
  return schema.parse(JSON.parse(reply.body.toString('utf8')));
}

/** A list page that must be answered 200. */
export async function page(origin: string, path: string): Promise<z.output<typeof listSchema>> {
  const reply = await call(origin, path);
  if (reply.status !== 200) throw new Error(`${path} answered ${reply.status}`);
  return read(reply, listSchema);
}
