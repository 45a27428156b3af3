import { z } from 'zod';

/**
 * What the demo prints as its last line: a tenant with data, its key, how its people sign in to the
 * cabinet, commands that show some, and what there is at the vendors to be connected by hand.
 */
const demoSchema = z.object({
  tenant: z.string(),
  key: z.string(),
  signIn: z.object({ admin: z.string(), analyst: z.string(), operator: z.string(), password: z.string() }),
  commands: z.array(z.string()),
  unconnected: z.array(z.string()),
});

export type Demo = z.infer<typeof demoSchema>;

/** Reads the last line of what the demo printed. Throws when it is not what it should be. */
export function readDemo(output: string): Demo {
  return demoSchema.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
}
