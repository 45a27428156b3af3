import { z } from 'zod';
import { mutationSchema } from './mutations';
import { entitySchema, fieldsSchema } from './rows';

const httpStatus = z.int().min(400).max(599);

/** Instead of an answer, before the token is looked at: what a proxy or a broken server does. */
const insteadSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status: httpStatus,
    retryAfter: z
      .union([
        z.strictObject({ seconds: z.int().min(0) }),
        /** Written as an HTTP date, so many seconds from now. */
        z.strictObject({ dateInSeconds: z.int() }),
      ])
      .optional(),
  }),
  z.strictObject({ kind: z.literal('html'), status: z.int().min(200).max(599).default(200) }),
  /** 200 with an `errors` key, the way a refused write is answered. */
  z.strictObject({ kind: z.literal('errorsKey'), text: z.string().default('errors.something_went_wrong') }),
  z.strictObject({
    kind: z.literal('redirect'),
    location: z.string(),
    status: z.union([z.literal(301), z.literal(302), z.literal(307), z.literal(308)]).default(302),
  }),
  z.strictObject({ kind: z.literal('neverAnswer') }),
]);

/** A well-formed answer with wrong contents. */
const contentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('repeatedPage'), page: z.enum(['first', 'previous']) }),
  /** Every list it touches reports a total smaller by `by` than the one before. */
  z.strictObject({ kind: z.literal('shrinkingTotal'), by: z.int().positive().default(1) }),
  z.strictObject({ kind: z.literal('empty') }),
  /** Made just before the answer: with `after: 1, times: 1` between the first page and the second. */
  z.strictObject({ kind: z.literal('mutate'), mutations: z.array(mutationSchema).min(1) }),
  /** While it lasts, the row stands at `to` (0 is the first) among the rows selected. */
  z.strictObject({ kind: z.literal('moveRow'), id: z.int().positive(), to: z.int().min(0) }),
  /** Changes what is shown, not what is stored. Without `ids` every row is changed. */
  z.strictObject({
    kind: z.literal('alterRows'),
    ids: z.array(z.int().positive()).optional(),
    set: fieldsSchema.default({}),
    unset: z.array(z.string()).default([]),
    /** Numbers shown as text: "1500" with 0 decimals, "1500.00" with 2. */
    stringify: z
      .strictObject({ fields: z.array(z.string()).min(1), decimals: z.int().min(0).max(4).default(0) })
      .optional(),
  }),
  z.strictObject({ kind: z.literal('ignoreParameters'), parameters: z.array(z.string()).min(1) }),
]);

/** A right answer that arrives wrong. */
const deliverySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('slow'), milliseconds: z.int().positive() }),
  /** Content-Length promises more than is sent before the connection is closed. */
  z.strictObject({ kind: z.literal('cutBody') }),
  z.strictObject({ kind: z.literal('brokenJson') }),
  z.strictObject({ kind: z.literal('gzip') }),
  /** Valid JSON behind so many bytes of white space, without Content-Length. */
  z.strictObject({ kind: z.literal('oversizedBody'), bytes: z.int().positive() }),
]);

export type InsteadEffect = z.infer<typeof insteadSchema>;
export type ContentEffect = z.infer<typeof contentSchema>;
export type DeliveryEffect = z.infer<typeof deliverySchema>;

const pattern = z.string().refine(isRegularExpression, 'is not a regular expression');

/**
 * A misbehaviour and when it happens. It looks at requests of its `entity` whose path with query matches
 * the regular expression `path`; it lets `after` of them pass, then acts on `times` of them (without
 * `times` on all), and not later than `forMilliseconds` after it was set.
 */
export const faultSchema = z.strictObject({
  entity: entitySchema.optional(),
  path: pattern.optional(),
  after: z.int().min(0).default(0),
  times: z.int().positive().optional(),
  forMilliseconds: z.int().positive().optional(),
  effect: z.discriminatedUnion('kind', [insteadSchema, contentSchema, deliverySchema]),
});
export type Fault = z.infer<typeof faultSchema>;

/** How often a fault matched a request, and how often it acted. */
export const faultReportSchema = z.object({ fault: faultSchema, matched: z.int(), acted: z.int() });
export type FaultReport = z.infer<typeof faultReportSchema>;

function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
