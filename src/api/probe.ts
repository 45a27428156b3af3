import { z } from 'zod';
import { isErrorCode, type SkvozError } from '../domain/errors';
import type { ProbeReport } from '../domain/workflow-contract';
import { errorParametersSchema } from './problem';

const errorCodeSchema = z.custom<SkvozError['code']>(isErrorCode);

/** What the updates `activate` and `check` return, as it comes through Temporal. */
const probeReportSchema = z.object({
  entities: z.array(z.object({ entity: z.string(), result: z.enum(['visible', 'refused', 'failed']) })),
  error: z
    .object({
      code: errorCodeSchema,
      parameters: errorParametersSchema,
    })
    .nullable(),
  warnings: z.array(z.string()),
});

export function parseProbeReport(value: unknown): ProbeReport {
  return probeReportSchema.parse(value);
}
