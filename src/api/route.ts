import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ApiDependencies } from './dependencies';
import type { Intake } from './hooks/intake';

/** Fastify with zod schemas giving the types of what handlers get and answer. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What routes work with: the door is the one through which vendors deliver. */
export interface RouteDependencies extends ApiDependencies {
  readonly intake: Intake;
}

/** What each file under `routes/` exports: it adds the routes of its own address. */
export type Route = (api: Api, dependencies: RouteDependencies) => void;
