// The schema as a file for other tools: `schemas/experiment.schema.json`, which editors use for `.elbo.json` and,
// with a YAML extension, for `.elbo.yaml`.

import { configSchema } from './schema.ts';
import type { Schema } from './schema.ts';

interface JsonSchema extends Schema {
  readonly $schema: string;
}

/** JSON Schema of a config file. Keys with a default are optional; each generator has its own options. */
export function experimentJsonSchema(): JsonSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...withMarkdown(configSchema) };
}

/** Editors show `markdownDescription` and `markdownEnumDescriptions` with their code and formulas set apart. */
function withMarkdown(schema: Schema): Schema {
  const { description, enumDescriptions, properties, anyOf, items } = schema;
  return {
    ...schema,
    ...(description !== undefined && { markdownDescription: description }),
    ...(enumDescriptions && { markdownEnumDescriptions: enumDescriptions }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, withMarkdown(value)]),
      ),
    }),
    ...(anyOf && { anyOf: anyOf.map(withMarkdown) }),
    ...(items && { items: withMarkdown(items) }),
  };
}
