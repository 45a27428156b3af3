import { z } from 'zod';

/** Query parameter that names something by its id. */
export const referenceQuery = z.string().min(1).max(200).optional();
