import type { CustomField } from '../../domain/observation';
import { extraFieldNames, recordNames } from './aliases';
import { Fields, firstOf, isEmpty, listOf, type Value } from './tree';
import { textOf } from './values';

const CODE_LENGTH = 64;
const FIELDS_CEILING = 100;

/** Extra fields that say something, by code. Null when there is none. */
export function extraFieldsOf(record: Fields, warnings: Set<string>): CustomField[] | null {
  const found = new Map<string, CustomField>();
  for (const { code, name, value } of writtenFields(record)) {
    if (isEmpty(value)) continue;
    if (found.size === FIELDS_CEILING) {
      warnings.add('extra_fields_too_many');
      break;
    }
    const text = typeof value === 'boolean' ? String(value) : textOf(value);
    if (code === null || text === null) {
      warnings.add('extra_field_unreadable');
    } else if (!found.has(code)) {
      found.set(code, {
        code,
        name: name ?? code,
        type: typeof value === 'number' ? 'numeric' : 'string',
        value: text,
      });
    }
  }
  if (found.size === 0) return null;
  return [...found.values()].sort((left, right) => (left.code < right.code ? -1 : 1));
}

interface WrittenField {
  readonly code: string | null;
  readonly name: string | null;
  readonly value: Value | undefined;
}

function writtenFields(record: Fields): WrittenField[] {
  const written = firstOf(record, recordNames.extraFields);
  const fields = isPlainMap(written)
    ? written.entries().map(([code, value]) => ({ code: codeOf(code), name: null, value }))
    : listOf(written).map(writtenField);
  const attributes = firstOf(record, recordNames.attributesText);
  return attributes === undefined
    ? fields
    : [...fields, { code: 'attributes_text', name: null, value: attributes }];
}

/** A map code → value, and not a list in disguise or a single field. */
function isPlainMap(value: Value | undefined): value is Fields {
  if (!(value instanceof Fields)) return false;
  const isSingleField =
    value.get('value') !== undefined &&
    firstOf(value, [...extraFieldNames.code, ...extraFieldNames.name]) !== undefined;
  return !isSingleField && value.entries().every(([, item]) => !(item instanceof Fields));
}

function writtenField(item: Value): WrittenField {
  if (!(item instanceof Fields)) return { code: null, name: null, value: item };
  const name = textOf(firstOf(item, extraFieldNames.name));
  const code = codeOf(textOf(firstOf(item, extraFieldNames.code))) ?? codeOf(name);
  return { code, name, value: firstOf(item, extraFieldNames.value) };
}

/** A field without a code goes by its name. */
function codeOf(name: string | null): string | null {
  return name?.trim().slice(0, CODE_LENGTH) || null;
}
