/** The address that a vendor was given: `/hooks/<vendor>/<hook>/<secret>`. */
export interface HookAddress {
  readonly vendor: string;
  readonly hook: string;
  readonly secret: string;
}

const ADDRESS = /^\/hooks\/([a-z0-9-]{1,64})\/([a-z0-9]{1,64})\/([A-Za-z0-9_-]{1,200})$/;

/** Null when it is no address of a hook. A query after it is left out: vendors have been seen to add one. */
export function parseHookAddress(url: string): HookAddress | null {
  const end = url.indexOf('?');
  const [, vendor, hook, secret] = ADDRESS.exec(end === -1 ? url : url.slice(0, end)) ?? [];
  return vendor === undefined || hook === undefined || secret === undefined ? null : { vendor, hook, secret };
}
