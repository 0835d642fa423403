// The config's schema as everything here reads it: plain JSON Schema, derived once from `experiment.ts`.
// Two things are made explicit: a key with a default is not required, and `data` has one branch per generator, with
// that generator's own options.

import type { Dataset, DatasetOption } from '../elbo/datasets/dataset.ts';
import { datasets } from '../elbo/datasets/index.ts';
import { experimentSchema } from './experiment.ts';

/** The part of JSON Schema that configs use. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly string[];
  /** What each value of `enum` means, in the same order. */
  readonly enumDescriptions?: readonly string[];
  readonly const?: string;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export const configSchema: Schema = readable();

function readable(): Schema {
  // Through JSON: TypeBox keeps its own marks in properties that JSON does not see.
  const schema = relax(JSON.parse(JSON.stringify(experimentSchema)) as Schema);
  const { name, data, ...sections } = schema.properties ?? {};
  if (!data) throw new Error('the experiment schema lost `data`');
  const properties = { ...(name && { name }), data: withGenerators(data), ...sections };
  return { ...schema, properties };
}

/** Drops keys that have a default from `required`, at every depth. */
function relax(schema: Schema): Schema {
  const properties = schema.properties && mapValues(schema.properties, relax);
  const required = schema.required?.filter((key) => properties?.[key]?.default === undefined);
  return {
    ...schema,
    ...(properties && { properties }),
    ...(required && { required }),
    ...(schema.anyOf && { anyOf: schema.anyOf.map(relax) }),
    ...(schema.items && { items: relax(schema.items) }),
  };
}

/** One branch a generator in place of the branch that stands for all of them. */
function withGenerators(data: Schema): Schema {
  const anyOf = (data.anyOf ?? []).flatMap((branch) =>
    branch.properties?.['source']?.enum
      ? datasets.map((d) => generatorBranch(branch, d))
      : [branch],
  );
  return { ...data, anyOf };
}

function generatorBranch(branch: Schema, dataset: Dataset): Schema {
  const { source: _, count, options, ...others } = branch.properties ?? {};
  const properties: Record<string, Schema> = {
    source: { type: 'string', const: dataset.id, description: dataset.summary },
    count: { ...count, default: dataset.defaultCount },
  };
  if (Object.keys(dataset.options).length > 0) {
    properties['options'] = {
      type: 'object',
      default: {},
      additionalProperties: false,
      description: options?.description ?? '',
      properties: mapValues(dataset.options, optionSchema),
      required: [],
    };
  }
  return { ...branch, title: dataset.name, properties: { ...properties, ...others } };
}

function optionSchema(option: DatasetOption): Schema {
  return {
    type: option.integer ? 'integer' : 'number',
    minimum: option.minimum,
    maximum: option.maximum,
    default: option.default,
    description: option.description,
  };
}

function mapValues<V, W>(
  record: Readonly<Record<string, V>>,
  change: (value: V) => W,
): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
