import type { FastifyRequest } from 'fastify';
import { SkvozError } from '../domain/errors';

/**
 * Nobody locks themselves out, nor gets round the question for their current password; another
 * administrator or the operator may.
 *
 * @throws SkvozError `own_account`
 */
export function requireAnother({ caller }: Pick<FastifyRequest, 'caller'>, userId: string): void {
  if (caller?.kind === 'user' && caller.user._id === userId) throw new SkvozError('own_account');
}
