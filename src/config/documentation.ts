// What the schema knows about a key or one of its words, as Markdown for hovers and completion.

import { datasets } from '../elbo/datasets/index.ts';
import type { Dataset } from '../elbo/datasets/dataset.ts';
import { families } from '../elbo/families/index.ts';
import type { Family } from '../elbo/families/family.ts';
import { encoderText, measureText, supportText } from '../elbo/families/words.ts';
import { findTag } from './branches.ts';
import type { Schema } from './schema.ts';
import { bigNumber, code, expectedText, list, numberText } from './words.ts';

/** A key: what it expects, what it is for, what its words mean, what holds if it is left out. */
export function documentKey(path: string, schema: Schema, isRequired: boolean): string {
  const facts = [typeText(schema), isRequired ? 'required' : defaultText(schema)].filter(Boolean);
  return [`**${code(path)}** · ${facts.join(' · ')}`, schema.description ?? '', wordList(schema)]
    .filter(Boolean)
    .join('\n\n');
}

/** One of the words a key may have. Families and generators speak from their registries. */
export function documentWord(path: string, word: string, schema: Schema): string {
  const family = path === 'likelihood.family' ? families.find(({ id }) => id === word) : undefined;
  if (family) return documentFamily(family);
  const dataset = path === 'data.source' ? datasets.find(({ id }) => id === word) : undefined;
  if (dataset) return documentDataset(dataset);
  return [`**${code(word)}**`, meaningOf(word, schema)].filter(Boolean).join('\n\n');
}

function meaningOf(word: string, schema: Schema): string {
  return schema.enumDescriptions?.[schema.enum?.indexOf(word) ?? -1] ?? '';
}

function typeText(schema: Schema): string {
  if (schema.enum) return 'one of the words below';
  if (schema.type === 'object') return 'section';
  const tag = findTag(schema);
  if (!tag) return expectedText(schema);
  const others = (schema.anyOf ?? []).filter(({ type }) => type !== 'object').map(expectedText);
  return list([...others, 'section']);
}

function defaultText({ default: value }: Schema): string {
  if (value === undefined) return 'optional';
  if (typeof value === 'number') return `default ${bigNumber(value)}`;
  if (typeof value === 'string') return `default ${code(value)}`;
  if (Array.isArray(value)) return `default ${code(JSON.stringify(value))}`;
  const [choice] = Object.values(value as object) as unknown[];
  return typeof choice === 'string' ? `default ${code(choice)}` : 'optional';
}

function wordList(schema: Schema): string {
  const words = schema.enum ?? findTag(schema)?.values.map(({ value }) => value) ?? [];
  return words.map((word) => `- ${code(word)}: ${shortMeaning(word, schema)}`).join('\n');
}

/** Summaries of registries are paragraphs; a list takes their first sentence. */
function shortMeaning(word: string, schema: Schema): string {
  const tagged = findTag(schema);
  const branch = tagged?.values.find(({ value }) => value === word)?.branch;
  const meaning = branch
    ? (branch.properties?.[tagged?.key ?? '']?.description ?? branch.title ?? '')
    : meaningOf(word, schema);
  return /^.*?[.:;](?=\s|$)/su.exec(meaning)?.[0].replace(/[:;]$/u, '.') ?? meaning;
}

function documentFamily(family: Family): string {
  return [
    `**${family.name}** (${code(family.id)})`,
    family.summary,
    `Support: ${supportText[family.support]}. A ${measureText[family.measure]}.`,
    encoderText(family),
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

function documentDataset(dataset: Dataset): string {
  const defaults = Object.fromEntries(
    Object.entries(dataset.options).map(([key, option]) => [key, option.default]),
  );
  const shape = dataset.shape(defaults);
  const what =
    dataset.kind === 'image'
      ? `Pictures of ${shape.slice(0, 2).map(String).join(' × ')} pixels`
      : `Tables of ${shape.map(String).join(' × ')} columns`;
  const range =
    dataset.range === 'real'
      ? 'real numbers without bounds'
      : `stored values from ${numberText(dataset.range.minimum)} to ${numberText(dataset.range.maximum)}`;
  return [
    `**${dataset.name}** (${code(dataset.id)})`,
    dataset.summary,
    `${what} unless options say otherwise; ${range}.`,
  ].join('\n\n');
}
