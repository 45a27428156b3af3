import { z } from 'zod';
import { clinicChangeSchema, clinicDefinitionSchema, hostSchema } from './clinic-definition';
import { faultReportSchema, faultSchema } from './faults';
import { journalSchema } from './journal';
import { lifeEventSchema } from './life';
import { mutationSchema } from './mutations';
import { entitySchema, rowSchema } from './rows';

const clinicSummarySchema = z.object({
  host: z.string(),
  /** How many rows of each entity the clinic has. */
  counts: z.record(entitySchema, z.int()),
});
const done = z.strictObject({});

/**
 * What the simulator can be told, beside the API that it plays: `POST /__control/<command>` with a JSON
 * body, from this machine only. Answers 200, or 400 and 404 with `{error}` when the command is wrong.
 */
export const commands = {
  /** Makes a clinic with generated rows, or replaces it. */
  putClinic: { input: clinicDefinitionSchema, output: clinicSummarySchema },
  removeClinic: { input: z.strictObject({ host: hostSchema }), output: done },
  /** Changes credentials, role, header form or clock, and leaves the rows. */
  changeClinic: {
    input: z.strictObject({ host: hostSchema, change: clinicChangeSchema }),
    output: clinicSummarySchema,
  },
  listClinics: { input: z.strictObject({}), output: z.object({ clinics: z.array(clinicSummarySchema) }) },
  /** Every row of an entity as it is stored, ascending by id. */
  rows: {
    input: z.strictObject({ host: hostSchema, entity: entitySchema }),
    output: z.object({ rows: z.array(rowSchema) }),
  },
  /** Makes the changes in order and answers the changed rows; stops at the first impossible one. */
  mutate: {
    input: z.strictObject({ host: hostSchema, mutations: z.array(mutationSchema).min(1) }),
    output: z.object({ rows: z.array(rowSchema) }),
  },
  /** Replaces the faults of a clinic; an empty list heals it. */
  setFaults: { input: z.strictObject({ host: hostSchema, faults: z.array(faultSchema) }), output: done },
  listFaults: {
    input: z.strictObject({ host: hostSchema }),
    output: z.object({ faults: z.array(faultReportSchema) }),
  },
  /** What the clinic was asked; `reset` empties the journal after it was read. */
  journal: {
    input: z.strictObject({ host: hostSchema, reset: z.boolean().default(false) }),
    output: journalSchema,
  },
  /** Lets so many things happen at the clinic now. */
  tickLife: {
    input: z.strictObject({ host: hostSchema, events: z.int().min(1).max(10_000).default(1) }),
    output: z.object({ events: z.array(lifeEventSchema) }),
  },
  /** Lets something happen at every interval, `maximumEvents` times at most. */
  startLife: {
    input: z.strictObject({
      host: hostSchema,
      everyMilliseconds: z.int().min(10),
      maximumEvents: z.int().positive().default(500),
    }),
    output: done,
  },
  /** Answers how many events there were since it was started. */
  stopLife: { input: z.strictObject({ host: hostSchema }), output: z.object({ events: z.int() }) },
} as const;

export type CommandName = keyof typeof commands;
/** The body of a command as it is written; defaults may be left out. */
export type CommandBody<Name extends CommandName> = z.input<(typeof commands)[Name]['input']>;
export type CommandAnswer<Name extends CommandName> = z.output<(typeof commands)[Name]['output']>;

/** A fault as it is written for `setFaults`; defaults may be left out. */
export type FaultBody = z.input<typeof faultSchema>;
/** A mutation as it is written for `mutate`; defaults may be left out. */
export type MutationBody = z.input<typeof mutationSchema>;
