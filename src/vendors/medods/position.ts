import { z } from 'zod';
import { entities } from './entities';
import { listStart } from './list';

const listPositionSchema = z.object({
  offset: z.int(),
  lastId: z.string().nullable(),
  distinct: z.int(),
  total: z.int().nullable(),
  slipped: z.boolean(),
  reading: z.int(),
  distinctBefore: z.int().nullable(),
  ended: z.boolean(),
});

/**
 * Where a pull is. The plan is fixed at its beginning, so that a pull that is resumed tomorrow still
 * reads the days it began with. `changed` reads what the vendor says has changed, `visits` whole
 * windows of visit dates, `missing` what should have been in them and was not, `orders` bills that may
 * have been paid meanwhile.
 */
export const positionSchema = z.object({
  plan: z.object({
    startedAt: z.iso.datetime(),
    /** Unix seconds, or null to read windows alone. */
    changedSince: z.int().nullable(),
    windows: z.array(z.object({ from: z.iso.date(), to: z.iso.date() })).min(1),
    upkeep: z.boolean(),
  }),
  stage: z.enum(['prepare', 'changed', 'visits', 'missing', 'orders', 'done']),
  window: z.int(),
  list: listPositionSchema,
  /** Reading of the whole list of clients; null until it was decided upon. */
  clientList: listPositionSchema.nullable(),
  clientsTotal: z.int().nullable(),
  clientsReadAlone: z.int(),
  done: z.int(),
  total: z.int().nullable(),
  refused: z.array(z.enum(entities)),
});
export type PullPosition = z.infer<typeof positionSchema>;
export type PullStage = PullPosition['stage'];

export function startPosition(plan: PullPosition['plan']): PullPosition {
  return {
    plan,
    stage: 'prepare',
    window: 0,
    list: listStart,
    clientList: null,
    clientsTotal: null,
    clientsReadAlone: 0,
    done: 0,
    total: null,
    refused: [],
  };
}
