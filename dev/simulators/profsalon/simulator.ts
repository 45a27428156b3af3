import { createServer } from 'node:http';
import { z } from 'zod';
import { controlEndpoint } from '../shared/control-endpoint';
import { close, listen } from '../shared/listen';
import { controlHandlers } from './control-commands';
import { salonDefinitionSchema } from './salon-definition';
import { Salons } from './salons';

const optionsSchema = z.strictObject({
  /** 0 takes any free port. */
  port: z.int().min(0).max(65_535).default(0),
  salons: z.array(salonDefinitionSchema).default([]),
  /** How many events and tries a salon's journal holds; when it is full, the salon does nothing more. */
  journalLimit: z.int().positive().default(100_000),
});
export type SimulatorOptions = z.input<typeof optionsSchema>;

export interface ProfsalonSimulator {
  /** `http://127.0.0.1:<port>`, for `ProfsalonControl`. */
  origin: string;
  port: number;
  /** Ends every post that is on its way, every connection, and the life of the salons. */
  stop(): Promise<void>;
}

/**
 * Starts the salon system on 127.0.0.1. It only takes commands: the vendor has no known API, it posts to the
 * webhook URLs of its salons. Throws a ZodError for wrong options, and when the port is taken.
 */
export async function startProfsalonSimulator(options: SimulatorOptions = {}): Promise<ProfsalonSimulator> {
  const { port, salons: definitions, journalLimit } = optionsSchema.parse(options);
  const salons = new Salons(journalLimit);
  for (const definition of definitions) salons.put(definition);
  const control = controlEndpoint(controlHandlers(salons));
  const server = createServer((request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    control(request, response, path).catch((error: unknown) => {
      // Not a wrong command but a mistake in the simulator: it must be seen.
      const reason = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else
        response
          .writeHead(500, { 'content-type': 'application/json' })
          .end(JSON.stringify({ error: reason }));
    });
  });
  const taken = await listen(server, port);
  return {
    origin: `http://127.0.0.1:${taken}`,
    port: taken,
    stop: async () => {
      salons.stopAll();
      await close(server);
    },
  };
}
