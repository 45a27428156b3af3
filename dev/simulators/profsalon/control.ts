import { z } from 'zod';
import { bookingFieldsSchema, bookingSchema } from './bookings';
import { journalSchema } from './journal';
import { lifeEventSchema } from './life';
import { postingChoiceSchema } from './posting';
import { salonChangeSchema, salonDefinitionSchema, salonIdSchema } from './salon-definition';

const recordId = z.int().positive();
const salonSummarySchema = z.object({
  salonId: salonIdSchema,
  salonName: z.string(),
  records: z.int(),
  /** Posts that are not over yet. */
  waiting: z.int(),
});
const ofSalon = z.strictObject({ salonId: salonIdSchema });
const ofRecord = ofSalon.extend({ recordId, ...postingChoiceSchema.shape });
const oneRecord = z.object({ record: bookingSchema });
const done = z.strictObject({});

/**
 * What the salon system can be told to do: `POST /__control/<command>` with a JSON body, from this machine
 * only. Answers 200, or 400 and 404 with `{error}` when the command is wrong. What happens to a record is
 * posted to the salon's webhook, as `variant` and `damage` say or else the salon's settings.
 */
export const commands = {
  /** Makes a salon with generated records, of which nothing is posted, or replaces it. */
  putSalon: { input: salonDefinitionSchema, output: salonSummarySchema },
  removeSalon: { input: ofSalon, output: done },
  /** Renames the salon, or changes its login, token, webhook URL, variant or delivery; leaves the records. */
  changeSalon: { input: ofSalon.extend({ change: salonChangeSchema }), output: salonSummarySchema },
  listSalons: { input: z.strictObject({}), output: z.object({ salons: z.array(salonSummarySchema) }) },
  /** Every record as it stands, ascending by id. */
  records: { input: ofSalon, output: z.object({ records: z.array(bookingSchema) }) },
  /** Makes bookings; fields that are not given are invented. */
  book: {
    input: ofSalon.extend({
      count: z.int().min(1).max(10_000).default(1),
      set: bookingFieldsSchema.default({}),
      ...postingChoiceSchema.shape,
    }),
    output: z.object({ records: z.array(bookingSchema) }),
  },
  change: { input: ofRecord.extend({ set: bookingFieldsSchema }), output: oneRecord },
  /** The client calls the visit off: the status becomes `canceled`. */
  cancel: { input: ofRecord, output: oneRecord },
  /** The staff deletes the record. A change brings it back. */
  delete: { input: ofRecord, output: oneRecord },
  /** Posts every record that is not deleted, as it stands, as a new one. */
  announce: {
    input: ofSalon.extend(postingChoiceSchema.shape),
    output: z.object({ announced: z.int() }),
  },
  /** What happened and what was posted; `reset` empties the journal after it was read. */
  journal: { input: ofSalon.extend({ reset: z.boolean().default(false) }), output: journalSchema },
  /** Answers once no post is waiting, retries included; 400 when it takes longer. */
  settle: {
    input: ofSalon.extend({ withinMilliseconds: z.int().min(1).max(240_000).default(30_000) }),
    output: done,
  },
  /** Lets so many things happen at the salon now. */
  tickLife: {
    input: ofSalon.extend({ events: z.int().min(1).max(10_000).default(1) }),
    output: z.object({ events: z.array(lifeEventSchema) }),
  },
  /** Lets something happen at every interval, `maximumEvents` times at most. */
  startLife: {
    input: ofSalon.extend({
      everyMilliseconds: z.int().min(10),
      maximumEvents: z.int().positive().default(500),
    }),
    output: done,
  },
  /** Answers how many events there were since it was started. */
  stopLife: { input: ofSalon, output: z.object({ events: z.int() }) },
} as const;

export type CommandName = keyof typeof commands;
/** The body of a command as it is written; defaults may be left out. */
export type CommandBody<Name extends CommandName> = z.input<(typeof commands)[Name]['input']>;
export type CommandAnswer<Name extends CommandName> = z.output<(typeof commands)[Name]['output']>;
