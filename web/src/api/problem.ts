/** One text in the two languages of the product. */
export interface Texts {
  readonly ru: string;
  readonly en: string;
}

/** A wrong field of a request; `path` in dots, e.g. `settings.leads.fallback`. */
export interface FieldProblem {
  readonly path: string;
  readonly code: string;
  /** What the server says of it, in the language of the cabinet; empty where it says nothing. */
  readonly message: string;
}

/** What the credentials see of one of the vendor's entities. */
export interface EntityResult {
  readonly entity: string;
  readonly result: string;
}

interface ProblemFacts {
  /** Of HTTP; 0 where no answer came. */
  readonly status: number;
  readonly code: string;
  /** What went wrong; null where the answer, if any, is not the API's. */
  readonly title: Texts | null;
  /** What to press or do next. */
  readonly action: Texts | null;
  readonly fields: readonly FieldProblem[];
  readonly entities: readonly EntityResult[];
  /** Those that the refusal is about, by id. */
  readonly integrations: readonly string[];
}

/** A request that failed, with the texts of the error catalogue in both languages. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly facts: ProblemFacts,
    options?: ErrorOptions,
  ) {
    super(`${facts.status} ${facts.code}`, options);
  }
}

/** The facts of an answer's body; a proxy in between may have answered with anything. */
export function problemOfAnswer(status: number, body: unknown): ApiProblem {
  const fields = objectOf(body);
  return new ApiProblem({
    status,
    code: typeof fields['code'] === 'string' ? fields['code'] : 'unreadable_answer',
    title: textsOf(fields['message']),
    action: textsOf(fields['action']),
    fields: listOf(fields['errors']).map(({ path, code, message }) => ({
      path: textOf(path),
      code: textOf(code),
      message: textOf(message),
    })),
    entities: listOf(fields['entities']).map(({ entity, result }) => ({
      entity: textOf(entity),
      result: textOf(result),
    })),
    integrations: textsIn(fields['integrations']),
  });
}

/** No answer came at all: no network, or the server is away. */
export function problemOfSilence(cause: unknown): ApiProblem {
  return new ApiProblem(
    { status: 0, code: 'no_answer', title: null, action: null, fields: [], entities: [], integrations: [] },
    { cause },
  );
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listOf(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: unknown): Texts | null {
  const { ru, en } = objectOf(value);
  return typeof ru === 'string' && typeof en === 'string' ? { ru, en } : null;
}
