import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SkvozError } from '../domain/errors';
import type { Config } from '../platform/config';
import { hashKey } from '../platform/hash';
import type { UserDocument } from '../storage/users';
import type { Caller } from './caller';
import type { ApiDependencies } from './dependencies';

export const SESSION_COOKIE = 'skvoz_session';

const TOKEN_BYTES = 32;
const HOUR_MS = 60 * 60 * 1_000;
const DAY_SECONDS = 24 * 60 * 60;
/** A session is marked as used at most so often. */
const SEEN_EVERY_MS = 60_000;

type Needs = Pick<ApiDependencies, 'storage' | 'config'>;

/** The earlier of both limits: since the last request, and since the sign-in. */
function expiry({ idleHours, days }: Config['sessions'], createdAt: Date, now: Date): Date {
  return new Date(
    Math.min(now.getTime() + idleHours * HOUR_MS, createdAt.getTime() + days * DAY_SECONDS * 1_000),
  );
}

function cookieOptions({ publicUrl }: Pick<Config, 'publicUrl'>) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: publicUrl.startsWith('https:') } as const;
}

/**
 * Signs a user in: a session of its own for this browser, and the cookie that names it. The cookie lives
 * as long as a session can; the server knows when it ends sooner.
 */
export async function signIn(
  { storage, config }: Needs,
  request: FastifyRequest,
  reply: FastifyReply,
  user: UserDocument,
): Promise<void> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const now = new Date();
  const session = {
    _id: hashKey(token),
    userId: user._id,
    tenantId: user.tenantId,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: expiry(config.sessions, now, now),
  };
  await storage.sessions.create(session);
  await storage.users.seen(user, now);
  request.caller = { kind: 'user', user, session };
  void reply.setCookie(SESSION_COOKIE, token, {
    ...cookieOptions(config),
    maxAge: config.sessions.days * DAY_SECONDS,
  });
}

/** Ends the session of this browser. */
export async function signOut(
  { storage, config }: Needs,
  reply: FastifyReply,
  { session }: Extract<Caller, { kind: 'user' }>,
): Promise<void> {
  await storage.sessions.remove(session);
  void reply.clearCookie(SESSION_COOKIE, cookieOptions(config));
}

/**
 * Who the cookie of a request belongs to, read anew each time: a role or an access that is taken away is
 * gone at once.
 *
 * @throws SkvozError `unauthorized`
 */
export async function findSession({ storage, config }: Needs, token: string): Promise<Caller> {
  const now = new Date();
  const session = await storage.sessions.findByHash(hashKey(token), now);
  const user = session === null ? null : await storage.users.get(session.tenantId, session.userId);
  if (session === null || user === null || user.disabledAt !== null) throw new SkvozError('unauthorized');
  if (now.getTime() - session.lastSeenAt.getTime() >= SEEN_EVERY_MS) {
    const expiresAt = expiry(config.sessions, session.createdAt, now);
    await Promise.all([
      storage.sessions.extend(session, { lastSeenAt: now, expiresAt }),
      storage.users.seen(user, now),
    ]);
  }
  return { kind: 'user', user, session };
}
