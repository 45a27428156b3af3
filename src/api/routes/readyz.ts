import { z } from 'zod';
import type { TaskQueueName } from '../../domain/workflow-contract';
import type { ApiDependencies } from '../dependencies';
import type { Route } from '../route';

const checkSchema = z.object({ ok: z.boolean(), reason: z.string().nullable() });

const readinessSchema = z.object({
  ready: z.boolean(),
  checks: z.object({
    mongodb: checkSchema,
    temporal: checkSchema,
    entityWorker: checkSchema,
    drainWorker: checkSchema,
    pullWorker: checkSchema,
  }),
});

type Check = z.infer<typeof checkSchema>;

async function attempt(task: () => Promise<boolean>, reason: string): Promise<Check> {
  try {
    return (await task()) ? { ok: true, reason: null } : { ok: false, reason };
  } catch {
    return { ok: false, reason };
  }
}

async function readiness({
  pingDatabase,
  temporal,
}: Pick<ApiDependencies, 'pingDatabase' | 'temporal'>): Promise<z.infer<typeof readinessSchema>> {
  const reached = async () => {
    await temporal.taskQueue('entity');
    return true;
  };
  const polled = (queue: TaskQueueName): Promise<Check> =>
    attempt(async () => (await temporal.taskQueue(queue)).polled, `no worker polls the task queue ${queue}`);
  const alive = async () => {
    await pingDatabase();
    return true;
  };
  const [mongodb, reachable, entityWorker, drainWorker, pullWorker] = await Promise.all([
    attempt(alive, 'MongoDB does not answer'),
    attempt(reached, 'Temporal does not answer'),
    polled('entity'),
    polled('drain'),
    polled('pull'),
  ]);
  const checks = { mongodb, temporal: reachable, entityWorker, drainWorker, pullWorker };
  return { ready: Object.values(checks).every(({ ok }) => ok), checks };
}

export const readyz: Route = (api, dependencies) => {
  api.get(
    '/readyz',
    {
      config: { access: 'public' },
      logLevel: 'warn',
      schema: {
        tags: ['process'],
        summary: 'MongoDB and Temporal answer and workers poll',
        security: [],
        response: { 200: readinessSchema, 503: readinessSchema },
      },
    },
    async (_request, reply) => {
      const answer = await readiness(dependencies);
      return reply.code(answer.ready ? 200 : 503).send(answer);
    },
  );
};
