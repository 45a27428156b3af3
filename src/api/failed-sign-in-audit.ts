import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorCatalogue } from '../domain/errors';
import type { UserDocument } from '../storage/users';
import { auditExpiry } from './audit';
import type { ApiDependencies } from './dependencies';

/** One entry of the log counts the failures of one person within so long. */
const WINDOW_MS = 10 * 60 * 1_000;

/**
 * Tells the audit log whose sign-in failed, how often in ten minutes, and never from where. It is told once
 * the answer has been sent: how long an answer takes must not betray whether an e-mail is of anybody, and
 * of one that is of nobody nothing is written. Refusals without a look at the password are not counted.
 */
export class FailedSignInAudit {
  private readonly tried = new WeakMap<FastifyRequest, UserDocument>();
  private readonly writing = new Set<Promise<void>>();

  constructor(private readonly dependencies: Pick<ApiDependencies, 'storage' | 'config'>) {}

  /** The e-mail of this request is of this user. */
  triedAs(request: FastifyRequest, user: UserDocument): void {
    this.tried.set(request, user);
  }

  /** To be called when a request was answered. */
  async answered(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const user = this.tried.get(request);
    if (user === undefined || reply.statusCode !== errorCatalogue.login_rejected.status) return;
    const writing = this.write(user);
    this.writing.add(writing);
    try {
      await writing;
    } finally {
      this.writing.delete(writing);
    }
  }

  /** Resolves when nothing is being written any more; whoever writes reports what went wrong. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.writing);
  }

  private async write({ tenantId, email }: UserDocument): Promise<void> {
    const { storage, config } = this.dependencies;
    // The log of a tenant that is being deleted goes with it.
    if (tenantId !== null && (await storage.tenants.get(tenantId)) === null) return;
    const at = new Date();
    await storage.audit.count(
      {
        at,
        actor: { kind: 'unknown', id: null, name: null },
        tenantId,
        action: 'user.sign_in_failed',
        target: email,
        expiresAt: auditExpiry(at, config),
      },
      WINDOW_MS,
    );
  }
}
