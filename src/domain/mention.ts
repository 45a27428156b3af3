/** Who is looked for: a phone in E.164, or an e-mail. */
export type MentionedPerson =
  | { readonly kind: 'phone'; readonly phone: string }
  | { readonly kind: 'email'; readonly email: string };

/** Between digits; bytes above ASCII are the parts of long dashes and of blanks that do not break. */
const SEPARATORS = '[\\s+().\\-/\\u0080-\\u00ff]{0,4}';

/**
 * Whether a text of an unknown form may name a person: JSON, a form, or anything else that people's systems
 * send. Takes a phone in any way of writing it; rather finds one too many than one too few.
 */
export function mentions(text: string, person: MentionedPerson): boolean {
  switch (person.kind) {
    case 'phone':
      return phonePattern(person.phone).test(unescaped(text));
    case 'email': {
      const email = person.email.toLowerCase();
      // A plus is itself in JSON and a blank in a form.
      return [text, text.replaceAll('+', ' ')].some((one) => unescaped(one).toLowerCase().includes(email));
    }
  }
}

/** A Russian number is written with +7, 7, 8 or without any of them. */
function phonePattern(phone: string): RegExp {
  const digits = phone.replaceAll(/\D/g, '').replace(/^7(?=\d{10}$)/, '');
  return new RegExp([...digits].join(SEPARATORS));
}

/** Without the escapes of JSON and of forms, and without the zeros of UTF-16. */
function unescaped(text: string): string {
  return text
    .replaceAll('\0', '')
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
