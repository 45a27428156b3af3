import type { z } from 'zod';
import type { Texts } from '../domain/errors';

type Issue = z.core.$ZodIssue;

/** As a person calls what a field holds; other types are named by nobody who fills in a form. */
const typeNames: Readonly<Record<string, string>> = {
  string: 'текст',
  number: 'число',
  int: 'целое число',
  boolean: 'true или false',
  array: 'список',
  object: 'объект',
  record: 'объект',
  date: 'дата',
};

const formatNames: Readonly<Record<string, string>> = {
  date: 'дата вида 2026-03-31',
  datetime: 'время вида 2026-03-31T12:00:00Z',
  email: 'адрес электронной почты',
  url: 'адрес сайта',
  uuid: 'UUID',
};

/**
 * What a schema found wrong with a field, in both languages. Schemas speak English; what one of ours says
 * in words of its own has its Russian in `params.ru`.
 *
 * @param issue of a check that reported its input.
 */
export function fieldMessage(issue: Issue): Texts {
  return { en: issue.message, ru: inRussian(issue) };
}

function inRussian(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'не заполнено' : `здесь нужно: ${nameOf(issue.expected)}`;
    case 'too_small':
      return `${limited(issue.origin)}: не меньше ${issue.minimum}`;
    case 'too_big':
      return `${limited(issue.origin)}: не больше ${issue.maximum}`;
    case 'not_multiple_of':
      return `нужно число, кратное ${issue.divisor}`;
    case 'invalid_format': {
      const name = formatNames[issue.format];
      return name === undefined ? 'написано не так, как нужно' : `здесь нужно: ${name}`;
    }
    case 'invalid_value':
      return `возможные значения: ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return 'такого поля нет';
    case 'custom': {
      const russian: unknown = issue.params?.['ru'];
      return typeof russian === 'string' ? russian : 'значение не подходит';
    }
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return issue.input === undefined ? 'не заполнено' : 'значение не подходит';
  }
}

function nameOf(type: string): string {
  return typeNames[type] ?? 'другое значение';
}

function limited(origin: string): string {
  switch (origin) {
    case 'string':
      return 'число символов';
    case 'array':
    case 'set':
      return 'число строк в списке';
    default:
      return 'значение';
  }
}
