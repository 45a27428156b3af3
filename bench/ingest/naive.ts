import { timingSafeEqual } from 'node:crypto';
import Fastify from 'fastify';
import { Binary, MongoClient, MongoServerError } from 'mongodb';
import { z } from 'zod';

/**
 * The receiver that most people would write, and write well: Fastify, one `insertOne` a delivery with the
 * same promise (journalled on the majority) and the same unique index, one pooled connection for each
 * sender, keep-alive, no log. It keeps the bytes as they came, does not encrypt them, and wakes nobody.
 */
const DUPLICATE_KEY = 11_000;
const LARGEST_BODY_BYTES = 1024 * 1024;

const environment = z
  .object({ MONGODB_URI: z.string(), CONNECTIONS: z.coerce.number().int(), SECRET: z.string() })
  .parse(process.env);

async function main(): Promise<void> {
  const mongo = await MongoClient.connect(environment.MONGODB_URI, {
    w: 'majority',
    journal: true,
    maxPoolSize: environment.CONNECTIONS,
  });
  const inbox = mongo.db().collection('inbox');
  await inbox.createIndex({ tenantId: 1, integrationId: 1, deliveryId: 1 }, { unique: true });
  const expected = Buffer.from(environment.SECRET);

  const app = Fastify({ bodyLimit: LARGEST_BODY_BYTES });
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.post<{ Params: { hook: string; secret: string }; Body: Buffer }>(
    '/hooks/profsalon/:hook/:secret',
    async (request, reply) => {
      const given = Buffer.from(request.params.secret);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        return reply.code(404).send({ code: 'hook_not_found' });
      }
      try {
        await inbox.insertOne({
          tenantId: request.params.hook,
          integrationId: 'profsalon',
          deliveryId: request.headers['idempotency-key'],
          receivedAt: new Date(),
          contentType: request.headers['content-type'],
          body: new Binary(request.body),
          pending: true,
        });
      } catch (error) {
        if (!(error instanceof MongoServerError && error.code === DUPLICATE_KEY)) throw error;
      }
      return { ok: true };
    },
  );
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  console.log(JSON.stringify({ port: Number(new URL(address).port) }));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
