import { z } from 'zod';
import { isErrorCode, type SkvozError } from '../domain/errors';
import type { ProbeReport } from '../domain/workflow-contract';

const errorCodeSchema = z.custom<SkvozError['code']>(isErrorCode);

/** What the updates `activate` and `check` return, as it comes through Temporal. */
const probeReportSchema = z.object({
  entities: z.array(z.object({ entity: z.string(), result: z.enum(['visible', 'refused', 'failed']) })),
  error: z
    .object({ code: errorCodeSchema, parameters: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  warnings: z.array(z.string()),
});

export function parseProbeReport(value: unknown): ProbeReport {
  return probeReportSchema.parse(value);
}
