import type { WorkflowHandle } from '@temporalio/client';

/**
 * All that Temporal keeps of a workflow, as texts: every string of its history (failures with their
 * messages and stacks among them), its memo and its search attributes, payloads decoded too.
 */
export async function keptTexts(handle: WorkflowHandle): Promise<string[]> {
  const [history, { raw }] = await Promise.all([handle.fetchHistory(), handle.describe()]);
  return [...textsOf(history), ...textsOf(raw)];
}

/** Every string in a history or in a part of one, names of fields and decoded payloads too. */
export function textsOf(kept: unknown): string[] {
  const texts: string[] = [];
  collect(kept, texts);
  return texts;
}

/** Which of the planted texts are found, with the text that holds each. */
export function leaksOf(texts: readonly string[], planted: readonly string[]): string[] {
  return planted.flatMap((secret) =>
    texts.filter((text) => text.includes(secret)).map((text) => `${secret} in: ${text.slice(0, 200)}`),
  );
}

function collect(value: unknown, texts: string[]): void {
  if (typeof value === 'string') texts.push(value);
  // Payloads are bytes: JSON with its encoding beside it.
  else if (value instanceof Uint8Array) texts.push(Buffer.from(value).toString('utf8'));
  else if (Array.isArray(value)) for (const item of value) collect(item, texts);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      texts.push(key);
      collect(item, texts);
    }
  }
}
