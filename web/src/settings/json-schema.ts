/** A JSON Schema, of which nothing is known but that it came from the API. */
type Schema = Readonly<Record<string, unknown>>;

/** What a control needs to know of the value it changes. */
export interface ValueRules {
  /** What the value is when nothing is given; undefined where the schema does not tell. */
  readonly fallback: unknown;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** Whether it is a list of whole numbers. */
  readonly numbers: boolean;
  /** Of a map to objects: choices of the object's `reading`, empty where it has none. */
  readonly readings: readonly string[];
  /** Whether the map leads to objects rather than to plain values. */
  readonly mapsToObjects: boolean;
}

function schemaOf(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** @param path in dots, e.g. `leads.enabled`. */
export function rulesAt(root: Schema, path: string): ValueRules {
  let schema = root;
  let inherited: unknown;
  for (const name of path.split('.')) {
    inherited = schemaOf(schema['default'] ?? inherited)[name];
    schema = schemaOf(schemaOf(schema['properties'])[name]);
  }
  const items = schemaOf(schema['items']);
  const inMap = schemaOf(schema['additionalProperties']);
  return {
    fallback: schema['default'] ?? inherited,
    minimum: numberOf(schema['minimum']),
    maximum: numberOf(schema['maximum']),
    numbers: items['type'] === 'integer',
    readings: textsOf(schemaOf(schemaOf(inMap['properties'])['reading'])['enum']),
    mapsToObjects: inMap['type'] === 'object',
  };
}
