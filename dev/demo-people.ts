import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf } from './errors';

const PASSWORD_FILE = 'demo-password';
const PASSWORD_BYTES = 12;

/** Calls the API as the operator, with a path below /api/v1. Throws unless the answer is a 2xx. */
type Call = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** How to sign in to the cabinet of the demo: its people share one password. */
export interface DemoSignIn {
  readonly admin: string;
  readonly analyst: string;
  readonly operator: string;
  readonly password: string;
}

const EMAILS = {
  admin: 'demo@skvoz.example',
  analyst: 'analyst@skvoz.example',
  operator: 'operator@skvoz.example',
} as const;

const NAMES = { admin: 'Анна Примерова', analyst: 'Борис Образцов', operator: 'Вера Тестова' } as const;

/**
 * Makes the people of the demo as anybody would: by an invitation that they accept. At a later start
 * they are there already, unless their password got lost: then they are made anew.
 *
 * @param folder where the password is kept, readable by its owner alone.
 */
export async function invitePeople(call: Call, tenantId: string, folder: string): Promise<DemoSignIn> {
  const path = join(folder, PASSWORD_FILE);
  const kept = await keptPassword(path);
  const password = kept ?? randomBytes(PASSWORD_BYTES).toString('base64url');
  if (kept === null) await writeFile(path, `${password}\n`, { mode: 0o600 });
  const there = await usersByEmail(call);
  for (const role of ['admin', 'analyst', 'operator'] as const) {
    const email = EMAILS[role];
    const known = there.get(email);
    if (known !== undefined && kept !== null) continue;
    if (known !== undefined) await call('DELETE', `/users/${known}`);
    const tenant = role === 'operator' ? {} : { tenantId };
    const { url } = z
      .object({ url: z.url() })
      .parse(await call('POST', '/invitations', { email, role, ...tenant }));
    const token = new URL(url).hash.slice(1);
    await call('POST', '/invitations/accept', { token, name: NAMES[role], password });
  }
  return { ...EMAILS, password };
}

async function keptPassword(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim() || null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function usersByEmail(call: Call): Promise<ReadonlyMap<string, string>> {
  const schema = z.object({
    items: z.array(z.object({ id: z.string(), email: z.string() })),
    nextCursor: z.string().nullable(),
  });
  const users = new Map<string, string>();
  let query = '?limit=200';
  for (;;) {
    const { items, nextCursor } = schema.parse(await call('GET', `/users${query}`));
    for (const { id, email } of items) users.set(email, id);
    if (nextCursor === null) return users;
    query = `?limit=200&cursor=${encodeURIComponent(nextCursor)}`;
  }
}
