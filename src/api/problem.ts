import { z } from 'zod';
import {
  describeError,
  type ErrorCode,
  type ErrorParameters,
  errorCatalogue,
  type FieldError,
  type Texts,
} from '../domain/errors';

export type Language = keyof Texts;

export const textsSchema = z.object({ ru: z.string(), en: z.string() });

/** Parameters of an error, as they come through Temporal. */
export const errorParametersSchema = z.record(z.string(), z.union([z.string(), z.number(), textsSchema]));

/** Body of every failed answer: RFC 9457 with the catalogue's texts. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  message: textsSchema,
  action: textsSchema,
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
  requestId: z.string(),
  entities: z.array(z.object({ entity: z.string(), result: z.string() })).optional(),
  /** Of `in_use`: whose settings name it. */
  integrations: z.array(z.string()).optional(),
});

export type Problem = z.infer<typeof problemSchema>;

/** What failed, as the cabinet shows it. */
export const failureSchema = z.object({ code: z.string(), message: textsSchema, action: textsSchema });

export type Failure = z.infer<typeof failureSchema>;

/** The catalogue's texts of a failure in both languages. */
export function failureOf(code: ErrorCode, parameters: ErrorParameters): Failure {
  const ru = describeError(code, 'ru', parameters);
  const en = describeError(code, 'en', parameters);
  return { code, message: { ru: ru.message, en: en.message }, action: { ru: ru.action, en: en.action } };
}

/** The integrations that an error names, for whoever has to look there. */
function integrationsIn({ integrations }: ErrorParameters): Pick<Problem, 'integrations'> {
  return typeof integrations === 'string' ? { integrations: integrations.split(', ') } : {};
}

/** @param requestId stands in the texts that name it, and in the log. */
export function problemOf(
  code: ErrorCode,
  parameters: ErrorParameters,
  errors: readonly FieldError[],
  { language, requestId }: { readonly language: Language; readonly requestId: string },
): Problem {
  const { message, action } = failureOf(code, { ...parameters, requestId });
  return {
    type: `urn:skvoz:error:${code}`,
    title: message[language],
    status: errorCatalogue[code].status,
    detail: `${message[language]} ${action[language]}`,
    code,
    message,
    action,
    errors: errors.map(({ message: texts, ...error }) => ({ ...error, message: texts[language] })),
    requestId,
    ...integrationsIn(parameters),
  };
}

/**
 * The language of `title`, `detail` and `errors[].message` by Accept-Language: English for who prefers it to Russian,
 * Russian for everybody else.
 */
export function preferredLanguage(header: string | undefined): Language {
  const weights = { ru: 0, en: 0 };
  for (const part of header?.split(',') ?? []) {
    const [, range = '', quality = '1'] = /^\s*([a-z*]+)[^;]*(?:;\s*q=([\d.]+))?/i.exec(part) ?? [];
    const language = range.toLowerCase();
    if (language === 'ru' || language === 'en')
      weights[language] = Math.max(weights[language], Number(quality));
  }
  return weights.en > weights.ru ? 'en' : 'ru';
}
