import { z } from 'zod';
import type { Entity, Row } from './rows';
import type { RowTest } from './table';

const wholeNumber = z
  .string()
  .regex(/^(0|[1-9]\d{0,9})$/, 'must be a whole number')
  .transform(Number);
const date = z.iso.date('must be YYYY-MM-DD');
const filled = z.string().min(1, 'must not be empty');

const sameNumber = (field: string) =>
  wholeNumber.transform(
    (wanted): RowTest =>
      (row) =>
        row[field] === wanted,
  );
const sameText = (schema: z.ZodType<string>, field: string) =>
  schema.transform(
    (wanted): RowTest =>
      (row) =>
        row[field] === wanted,
  );
const contains = (list: string) =>
  wholeNumber.transform(
    (wanted): RowTest =>
      (row) => {
        const values = row[list];
        return Array.isArray(values) && values.includes(wanted);
      },
  );

/** The filters of each list. A parameter that is not here is refused. */
const filters = {
  appointments: {
    // The window is over the visit date, both ends included; ISO dates compare as text.
    dateStart: date.transform(
      (from): RowTest =>
        (row) =>
          textOf(row, 'date') >= from,
    ),
    dateEnd: date.transform(
      (until): RowTest =>
        (row) =>
          textOf(row, 'date') <= until,
    ),
    // Believed to be exclusive, as the word says: the harder reading for a client.
    updatedAtAfter: wholeNumber.transform(
      (seconds): RowTest =>
        (row) => {
          const changedAt = Date.parse(textOf(row, 'updatedAt'));
          return Number.isNaN(changedAt) || Math.floor(changedAt / 1000) > seconds;
        },
    ),
    status: sameText(filled, 'status'),
    clinicId: sameNumber('clinicId'),
    userId: sameNumber('userId'),
    clientId: sameNumber('clientId'),
  },
  appointmentTypes: {},
  appointmentSources: {},
  clients: {
    phone: sameText(z.string().regex(/^7\d{10}$/, 'must be 11 digits without a plus'), 'phone'),
    surname: sameText(filled, 'surname'),
  },
  users: {
    status: sameText(filled, 'status'),
    hasAppointment: z.enum(['true', 'false']).transform((wanted): RowTest => {
      const value = wanted === 'true';
      return (row) => row['hasAppointment'] === value;
    }),
    availabilityForOnlineRecording: sameText(
      z.enum(['available', 'not_available']),
      'availabilityForOnlineRecording',
    ),
    clinicId: contains('clinicIds'),
    currentClinicId: sameNumber('currentClinicId'),
    userGroup: filled.transform(
      (wanted): RowTest =>
        (row) => {
          const groups = row['userGroups'];
          return Array.isArray(groups) && groups.includes(wanted);
        },
    ),
    name: sameText(filled, 'name'),
    surname: sameText(filled, 'surname'),
    secondName: sameText(filled, 'secondName'),
  },
  clinics: {
    // Believed to match a part of the title.
    title: filled.transform((wanted): RowTest => {
      const part = wanted.toLowerCase();
      return (row) => textOf(row, 'title').toLowerCase().includes(part);
    }),
  },
};
/** The entities that can be listed: orders are read one by one. */
export type ListedEntity = Exclude<Entity, 'orders'>;

const paging = {
  limit: wholeNumber.pipe(z.int().min(1, 'must be at least 1').max(100, 'must be at most 100')),
  offset: wholeNumber,
};
const schemas = {
  appointments: listSchema(filters.appointments),
  appointmentTypes: listSchema(filters.appointmentTypes),
  appointmentSources: listSchema(filters.appointmentSources),
  clients: listSchema(filters.clients),
  users: listSchema(filters.users),
  clinics: listSchema(filters.clinics),
} satisfies Record<ListedEntity, z.ZodType>;

export interface ListParameters {
  limit: number;
  offset: number;
  tests: RowTest[];
  /** Equal keys mean equal tests. */
  key: string;
}

/** Reads the query of a list, or says per parameter why it is refused (422). `ignored` filters do nothing. */
export function readListParameters(
  entity: ListedEntity,
  query: URLSearchParams,
  ignored: ReadonlySet<string>,
): ListParameters | { refused: Record<string, string[]> } {
  const texts = new Map<string, string>();
  for (const [name, value] of query) {
    if (texts.has(name)) return { refused: { [name]: ['is given more than once'] } };
    texts.set(name, value);
  }
  const parsed = schemas[entity].safeParse(Object.fromEntries(texts));
  if (!parsed.success) return { refused: refusals(parsed.error) };
  const { limit, offset, ...named } = parsed.data;
  const active = Object.entries<RowTest | undefined>(named).filter(([name]) => !ignored.has(name));
  return {
    limit,
    offset,
    tests: active.flatMap(([, test]) => (test === undefined ? [] : [test])),
    key: active.map(([name]) => `${name}=${texts.get(name)}`).join('&'),
  };
}

function listSchema<Filters extends z.ZodRawShape>(shape: Filters) {
  return z.strictObject({ ...paging, ...z.strictObject(shape).partial().shape });
}

function refusals(error: z.ZodError): Record<string, string[]> {
  const refused = new Map<string, string[]>();
  for (const issue of error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : issue.path.map(String);
    const reason = issue.code === 'unrecognized_keys' ? 'is not a known parameter' : issue.message;
    for (const name of names) refused.set(name, [...(refused.get(name) ?? []), reason]);
  }
  return Object.fromEntries(refused);
}

function textOf(row: Row, field: string): string {
  const value = row[field];
  return typeof value === 'string' ? value : '';
}
