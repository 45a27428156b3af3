import { createHash } from 'node:crypto';
import type { DeliveredContact, DeliveredEmployee } from '../webhook';
import { clientNames, employeeNames, flatClientNames, flatEmployeeNames, recordNames } from './aliases';
import { phoneOf } from './phone';
import { Fields, firstOf, listOf } from './tree';
import { idOf, textOf, textsOf } from './values';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const SHORT_HASH_DIGITS = 16;

/** First hex digits of a SHA-256: enough to tell the records and people of one salon apart. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, SHORT_HASH_DIGITS);
}

/**
 * The client of a record, or null when it names none. Someone without an id is known by the phone, else
 * the e-mail, of which the id shows nothing.
 *
 * @param account keeps equal phones of different salons apart.
 */
export function contactOf(record: Fields, account: string, warnings: Set<string>): DeliveredContact | null {
  const { fields, names } = clientIn(record);
  const id = clientIdOf(record);
  const name = textOf(firstOf(fields, names.name));
  const phones = firstValid('phone', textsOf(firstOf(fields, names.phone)), phoneOf, warnings);
  const emails = firstValid('email', textsOf(firstOf(fields, names.email)), emailOf, warnings);
  const [phone] = phones;
  const [email] = emails;
  if (id === null && name === null && phone === undefined && email === undefined) return null;
  const externalId = id ?? derivedId(account, phone, email);
  return { externalId, name, phones, emails };
}

/** The vendor's own id of the client. */
export function clientIdOf(record: Fields): string | null {
  const { fields, names } = clientIn(record);
  return idOf(firstOf(fields, names.id));
}

/** The client's own object, or the record that names the client itself. */
function clientIn(record: Fields) {
  const own = firstOf(record, recordNames.client);
  return own instanceof Fields
    ? { fields: own, names: clientNames }
    : { fields: record, names: flatClientNames };
}

function derivedId(account: string, phone: string | undefined, email: string | undefined): string | null {
  if (phone !== undefined) return `p${shortHash(`${account}|${phone}`)}`;
  return email === undefined ? null : `e${shortHash(`${account}|${email}`)}`;
}

function firstValid(
  kind: 'phone' | 'email',
  texts: readonly string[],
  read: (text: string) => string | null,
  warnings: Set<string>,
): string[] {
  for (const text of texts) {
    const valid = read(text);
    if (valid !== null) return [valid];
  }
  if (texts.length > 0) warnings.add(`${kind}_invalid`);
  return [];
}

function emailOf(text: string): string | null {
  const email = text.trim().toLowerCase();
  return EMAIL.test(email) ? email : null;
}

/** The responsible person of a record, or null when it names none. Without an id the name is the id. */
export function employeeOf(record: Fields): DeliveredEmployee | null {
  const own = firstOf(record, recordNames.employee) ?? listOf(firstOf(record, recordNames.employees))[0];
  const [fields, names] = own instanceof Fields ? [own, employeeNames] : [record, flatEmployeeNames];
  const id = idOf(firstOf(fields, names.id));
  const name = textOf(firstOf(fields, names.name));
  if (id !== null) return { externalId: id, name };
  return name === null ? null : { externalId: `n${shortHash(name.toLowerCase())}`, name };
}
