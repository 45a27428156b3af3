import { z } from 'zod';
import type { DecodedBody, FormPair } from './decode-body';
import { type Masking, masked, pathOf, withoutTokens } from './masking';

/** Characters of a body that are shown. */
const LONGEST = 64 * 1024;

const cut = {
  /** The rest was left out. */
  cut: z.boolean(),
};

/** What a delivery held, for people to read. */
export const eventBodySchema = z.discriminatedUnion('format', [
  z.object({ format: z.literal('json'), text: z.string(), ...cut }),
  z.object({
    format: z.literal('form'),
    pairs: z.array(z.object({ name: z.string(), value: z.string() })),
    ...cut,
  }),
  // What has no names in it cannot be hidden in part: null unless everything is to be revealed.
  z.object({ format: z.literal('text'), text: z.string().nullable(), ...cut }),
  z.object({ format: z.literal('binary'), base64: z.string().nullable(), ...cut }),
]);

type EventBody = z.infer<typeof eventBodySchema>;

export function presentBody(body: DecodedBody, masking: Masking): EventBody {
  switch (body.format) {
    case 'json':
      return { format: 'json', ...cutText(JSON.stringify(masked(body.value, [], masking), null, 2)) };
    case 'form':
      return { format: 'form', ...cutPairs(body.pairs.map((pair) => maskedPair(pair, masking))) };
    case 'text': {
      const { text, cut } = cutText(withoutTokens(body.text, masking));
      return { format: 'text', text: masking.reveal ? text : null, cut };
    }
    case 'binary': {
      // One character a byte, so that tokens can be found among bytes that are of no charset.
      const { text, cut } = cutText(withoutTokens(body.bytes.toString('latin1'), masking));
      const base64 = masking.reveal ? Buffer.from(text, 'latin1').toString('base64') : null;
      return { format: 'binary', base64, cut };
    }
  }
}

function maskedPair([name, value]: FormPair, masking: Masking): { name: string; value: string } {
  return { name, value: String(masked(value, pathOf(name), masking)) };
}

function cutText(text: string): { text: string; cut: boolean } {
  return { text: text.slice(0, LONGEST), cut: text.length > LONGEST };
}

function cutPairs(all: readonly { name: string; value: string }[]): {
  pairs: { name: string; value: string }[];
  cut: boolean;
} {
  const pairs: { name: string; value: string }[] = [];
  let characters = 0;
  for (const pair of all) {
    characters += pair.name.length + pair.value.length;
    if (characters > LONGEST) return { pairs, cut: true };
    pairs.push(pair);
  }
  return { pairs, cut: false };
}
