import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { clinicDefinitionSchema } from './clinic-definition';
import { entitySchema, rowSchema } from './rows';

const lifeSchema = z.strictObject({
  everyMilliseconds: z.int().positive(),
  maximumEvents: z.int().positive(),
  /** Since life was started. */
  lived: z.int().min(0),
});
/** How a clinic lives by itself. */
export type LifePace = z.infer<typeof lifeSchema>;

const keptClinicSchema = z.strictObject({
  definition: clinicDefinitionSchema,
  rows: z.record(entitySchema, z.array(rowSchema)),
  /** Ids that no row has or had: rows that were removed count too. */
  nextIds: z.record(entitySchema, z.int().positive()),
  life: lifeSchema.nullable(),
});
/** A clinic as it is kept; its faults and its journal are not. */
export type KeptClinic = z.infer<typeof keptClinicSchema>;

/** The clinics in a file, so that the next process on it plays the same ones; none where there is no file. */
export function readKeptClinics(path: string): KeptClinic[] {
  if (!existsSync(path)) return [];
  return z.array(keptClinicSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** Puts a whole file in the place of the last one, so that a kill leaves one or the other. */
export function writeKeptClinics(path: string, clinics: readonly KeptClinic[]): void {
  const unfinished = `${path}.unfinished`;
  writeFileSync(unfinished, JSON.stringify(clinics));
  renameSync(unfinished, path);
}
