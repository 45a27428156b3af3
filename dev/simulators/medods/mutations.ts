import { z } from 'zod';
import { entitySchema, fieldsSchema } from './rows';

const id = z.int().positive();

/** A change of one row, as if somebody at the clinic's desk made it. */
export const mutationSchema = z.discriminatedUnion('op', [
  /** Fields that are not given are those of a plausible new row; without `id` the next one is taken. */
  z.strictObject({ op: z.literal('insert'), entity: entitySchema, row: fieldsSchema.default({}) }),
  /** An appointment's `updatedAt` becomes the present unless `set` names it. */
  z.strictObject({
    op: z.literal('patch'),
    entity: entitySchema,
    id,
    set: fieldsSchema.default({}),
    unset: z.array(z.string()).default([]),
  }),
  z.strictObject({ op: z.literal('remove'), entity: entitySchema, id }),
]);
export type Mutation = z.infer<typeof mutationSchema>;
