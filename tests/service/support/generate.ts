// Values that fit a schema of the OpenAPI document, and values that are broken in one place.

import fc from 'fast-check';
import { resolve, type Schema } from './contract.ts';

interface Keywords {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
}

/** Lists and objects are no longer than this: longer ones have tests of their own. */
const LONGEST = 6;

/** Values that fit. Texts are ASCII, because the limits of the service count bytes. */
export function fitting(reference: Schema): fc.Arbitrary<unknown> {
  const schema = resolve(reference) as Keywords;
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string':
      return textFor(schema);
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000_000 });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(fitting(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? LONGEST, LONGEST),
      });
    case 'object':
      return objectFor(schema);
    default:
      throw new Error(`Nothing is generated for ${JSON.stringify(schema)}.`);
  }
}

function textFor({ pattern, format, maxLength }: Keywords): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ maxLength: Math.min(maxLength ?? 200, 200) });
}

function objectFor({ properties, required = [], additionalProperties }: Keywords): fc.Arbitrary<unknown> {
  if (properties) {
    const members = Object.entries(properties).map(([name, schema]) => [name, fitting(schema)]);
    return fc.record<Record<string, unknown>>(Object.fromEntries(members), { requiredKeys: required });
  }
  const value = typeof additionalProperties === 'object' ? fitting(additionalProperties) : fc.jsonValue();
  return fc.dictionary(fc.string({ maxLength: 20 }), value, { maxKeys: LONGEST });
}

/** JSON texts that were of fitting values before something happened to them. */
export function broken(schema: Schema): fc.Arbitrary<string> {
  const text = fitting(schema).map((value) => JSON.stringify(value));
  const cut = fc.tuple(text, fc.nat()).map(([whole, at]) => whole.slice(0, at % whole.length));
  const replaced = fc
    .tuple(fitting(schema), fc.nat(), fc.oneof(fc.jsonValue(), deepList))
    .map(([value, at, other]) => JSON.stringify(replaceOne(value, at, other)));
  const added = fc
    .tuple(text, fc.string(), fc.jsonValue())
    .map(([whole, name, value]) => addMember(whole, name, value));
  return fc.oneof(cut, replaced, added, fc.json(), fc.string({ unit: 'binary' }));
}

const deepList = fc.integer({ min: 1, max: 40 }).map((depth) => {
  let list: unknown = 0;
  for (let level = 0; level < depth; level++) list = [list];
  return list;
});

/** A copy with `other` in the place of one of the values inside, or of the whole. */
function replaceOne(value: unknown, at: number, other: unknown): unknown {
  const places: [Record<string, unknown>, string][] = [];
  const copy = { root: structuredClone(value) };
  const walk = (holder: Record<string, unknown>): void => {
    for (const key of Object.keys(holder)) {
      places.push([holder, key]);
      const inner = holder[key];
      if (typeof inner === 'object' && inner !== null) walk(inner as Record<string, unknown>);
    }
  };
  walk(copy);
  const [holder, key] = places[at % places.length] ?? [copy, 'root'];
  (holder as Record<string, unknown>)[key] = other;
  return copy.root;
}

/** Also a second time one that is there. */
function addMember(object: string, name: string, value: unknown): string {
  const separator = object === '{}' ? '' : ',';
  return `{${JSON.stringify(name)}:${JSON.stringify(value)}${separator}${object.slice(1)}`;
}
