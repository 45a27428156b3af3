import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { SkvozError } from '../../domain/errors';
import { healthOf } from '../../domain/health';
import { type IntegrationKey, integrationStates } from '../../domain/names';
import { equalSecrets } from '../../platform/hash';
import type { IntegrationMeasure } from '../../platform/metrics';
import type { ApiDependencies } from '../dependencies';
import type { Route } from '../route';

/**
 * A scrape of this machine itself needs no key. What a reverse proxy passes on is not of this machine,
 * wherever the proxy runs.
 */
function isLocal({ socket, headers }: FastifyRequest): boolean {
  const address = socket.remoteAddress ?? '';
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  return isIP(address) !== 0 && ipaddr.process(address).range() === 'loopback';
}

function hasOperatorKey({ headers }: FastifyRequest, { config }: ApiDependencies): boolean {
  const [, secret = ''] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
  return equalSecrets(secret, config.operatorKey.reveal());
}

function idOf({ tenantId, integrationId }: IntegrationKey): string {
  return `${tenantId}/${integrationId}`;
}

function ageSeconds(since: Date | undefined, now: Date): number {
  return since === undefined ? 0 : Math.max(0, (now.getTime() - since.getTime()) / 1000);
}

async function measureIntegrations({ storage, config, metrics }: ApiDependencies): Promise<void> {
  const now = new Date();
  const pending = new Map(
    (await storage.inbox.oldestPending()).map((oldest) => [idOf(oldest), oldest.since]),
  );
  const measures: IntegrationMeasure[] = [];
  for await (const integration of storage.integrations.inStates(integrationStates)) {
    const { tenantId, integrationId, vendor, health, state } = integration;
    const { hoursSinceSuccess, status } = healthOf(health, state, now, config.lateAfterHours);
    measures.push({
      tenantId,
      integrationId,
      vendor,
      hoursSinceSuccess,
      // What is switched off waits on purpose.
      oldestPendingEventAgeSeconds: state === 'active' ? ageSeconds(pending.get(idOf(integration)), now) : 0,
      failing: status === 'failing',
    });
  }
  metrics.setIntegrations(measures);
}

/** A scrape should not fail because Temporal is away: its series are then as they were. */
async function measureQueues({ temporal, metrics, log }: ApiDependencies): Promise<void> {
  for (const name of ['entity', 'drain', 'pull'] as const) {
    try {
      const { backlog } = await temporal.taskQueue(name);
      if (backlog !== null) metrics.setTaskQueueBacklog(name, backlog);
    } catch (error) {
      log.warn({ err: error, queue: name }, 'the backlog of a task queue is unknown');
    }
  }
}

export const metrics: Route = (api, dependencies) => {
  api.get(
    '/metrics',
    {
      // Decided below: a key is needed only from elsewhere.
      config: { access: 'public' },
      logLevel: 'warn',
      schema: { hide: true },
    },
    async (request, reply) => {
      if (!isLocal(request) && !hasOperatorKey(request, dependencies)) throw new SkvozError('unauthorized');
      await Promise.all([measureIntegrations(dependencies), measureQueues(dependencies)]);
      const { contentType, text } = await dependencies.metrics.expose();
      return reply.type(contentType).send(text);
    },
  );
};
