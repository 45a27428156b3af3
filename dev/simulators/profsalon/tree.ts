/** A body before it is written as JSON, form pairs or parts. */
export type Tree = null | boolean | number | string | readonly Tree[] | { readonly [key: string]: Tree };

/** Without the keys whose value is undefined: what a sender leaves out. */
export function present(fields: { readonly [key: string]: Tree | undefined }): {
  readonly [key: string]: Tree;
} {
  const told: Record<string, Tree> = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) told[key] = value;
  return told;
}
