/** What stands in an address after the question mark, not yet checked. */
export type RawSearch = Readonly<Record<string, unknown>>;

type Found<Name extends string, Value extends string> = { [N in Name]?: Value };

const CALENDAR_DATE = /^\d{4}-\d\d-\d\d$/;

/** A value of the address that may be any text. */
export function textIn<Name extends string>(search: RawSearch, name: Name): Found<Name, string> {
  const value = search[name];
  const found: Found<Name, string> = {};
  if (typeof value === 'string' && value !== '') found[name] = value;
  return found;
}

/** A value that is a calendar date such as `2026-03-01`; anything else counts as left out. */
export function dateIn<Name extends string>(search: RawSearch, name: Name): Found<Name, string> {
  const value = search[name];
  return typeof value === 'string' && CALENDAR_DATE.test(value) && !Number.isNaN(Date.parse(value))
    ? textIn(search, name)
    : {};
}

/** A value that is one of a few; anything else counts as left out. */
export function oneIn<Name extends string, Value extends string>(
  search: RawSearch,
  name: Name,
  values: readonly Value[],
): Found<Name, Value> {
  const value = values.find((one) => one === search[name]);
  const found: Found<Name, Value> = {};
  if (value !== undefined) found[name] = value;
  return found;
}
