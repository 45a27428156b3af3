import { z } from 'zod';

const shape = z.enum(['v1', 'aliases', 'flat', 'yclients', 'amocrm', 'timeplan']);

/**
 * How a body is written. The vendor's real body is not public, so every way that its contract v1 allows can
 * be asked for, and the ways can be joined.
 */
export const variantSchema = z
  .strictObject({
    /** The envelope: canonical v1, v1 by other names, one level only, or in the manner of three other products. */
    shape: shape.default('v1'),
    /** `jsonInForm` is one form field, `data`, that holds the JSON. */
    encoding: z.enum(['json', 'form', 'multipart', 'jsonInForm']).default('json'),
    /** Without an offset the salon's own zone is meant. `none` leaves the time of the change out. */
    stamps: z.enum(['offset', 'utc', 'local', 'dots', 'unix', 'unixMilliseconds', 'none']).default('offset'),
    /** `text` writes ids and flags as text and money as «2 500,00 ₽». */
    numbers: z.enum(['numbers', 'text']).default('numbers'),
    /** `map` writes a list as an object with the keys "0", "1", … */
    lists: z.enum(['list', 'map']).default('list'),
    phones: z.enum(['digits', 'plus', 'eight', 'spaced', 'ten', 'several']).default('digits'),
    /** `php` writes `[]` for an object and `""` for a text that is not there. */
    empties: z.enum(['null', 'php']).default('null'),
    contentType: z.enum(['right', 'wrong', 'missing']).default('right'),
    charset: z.enum(['utf-8', 'utf-8-bom', 'windows-1251']).default('utf-8'),
    gzip: z.boolean().default(false),
    tokenIn: z.enum(['body', 'header', 'nowhere']).default('body'),
  })
  .refine(({ encoding, contentType }) => encoding !== 'multipart' || contentType === 'right', {
    message: 'a multipart body cannot be read without its content type, which names the boundary',
    path: ['contentType'],
  })
  .refine(({ encoding, lists }) => encoding === 'json' || encoding === 'jsonInForm' || lists === 'list', {
    message: 'form pairs do not tell a list from a map',
    path: ['lists'],
  })
  .refine(
    ({ charset, encoding, contentType }) =>
      charset === 'utf-8' || (encoding === 'json' && contentType === 'right'),
    {
      message: 'a charset other than utf-8 needs plain JSON with its right content type',
      path: ['charset'],
    },
  );
export type Variant = z.infer<typeof variantSchema>;

/** One of each kind, by name. */
export const namedVariants = {
  v1: {},
  aliases: { shape: 'aliases', stamps: 'local', numbers: 'text', lists: 'map', phones: 'eight' },
  flat: { shape: 'flat', numbers: 'text', phones: 'several', stamps: 'local' },
  yclients: { shape: 'yclients' },
  amocrm: { shape: 'amocrm', encoding: 'form', stamps: 'unix' },
  timeplan: { shape: 'timeplan', phones: 'ten' },
  form: { encoding: 'form', stamps: 'unix', phones: 'spaced' },
  multipart: { encoding: 'multipart', stamps: 'dots', phones: 'plus' },
  jsonInForm: { encoding: 'jsonInForm' },
  gzip: { gzip: true },
  wrongContentType: { contentType: 'wrong' },
  missingContentType: { contentType: 'missing' },
  formWrongContentType: { encoding: 'form', contentType: 'wrong' },
  local: { stamps: 'local' },
  dots: { stamps: 'dots' },
  utc: { stamps: 'utc' },
  unix: { stamps: 'unix' },
  unixMilliseconds: { stamps: 'unixMilliseconds' },
  unstamped: { stamps: 'none' },
  map: { lists: 'map' },
  phpEmpties: { empties: 'php', stamps: 'local' },
  byteOrderMark: { charset: 'utf-8-bom' },
  windows1251: { charset: 'windows-1251' },
  tokenInHeader: { tokenIn: 'header' },
} as const satisfies Record<string, z.input<typeof variantSchema>>;
export type VariantName = keyof typeof namedVariants;

const names = Object.keys(namedVariants).filter(isVariantName);

/**
 * A name, `mixed` (each event takes another one by the seed, of those that say when the change was made), or
 * the choices one by one.
 */
export const variantChoiceSchema = z.union([z.enum(names), z.literal('mixed'), variantSchema], {
  error: `must be mixed, an object of the choices of variants.ts, or one of: ${names.join(', ')}`,
});
export type VariantChoice = z.infer<typeof variantChoiceSchema>;

/** Those of the names that tell the time of a change, so that order on the way cannot matter. */
export const stampedVariantNames = names.filter((name) => tellsChangeTime(namedVariant(name)));

export function namedVariant(name: VariantName): Variant {
  return variantSchema.parse(namedVariants[name]);
}

/** False where the receiver has nothing but its own clock to order the changes by. */
export function tellsChangeTime({ shape, stamps }: Variant): boolean {
  return shape !== 'timeplan' && stamps !== 'none';
}

function isVariantName(name: string): name is VariantName {
  return Object.hasOwn(namedVariants, name);
}
