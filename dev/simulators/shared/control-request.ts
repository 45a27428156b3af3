import { z } from 'zod';

const problemSchema = z.object({ error: z.string() });

/** Sends one command to a simulator. Throws an Error with the simulator's sentence when it is wrong. */
export async function sendControl(origin: string, name: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${origin}/__control/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  throw new Error(`${name}: ${problemSchema.parse(answer).error}`);
}
