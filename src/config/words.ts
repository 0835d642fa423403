// How messages and hovers speak of values: what was found, what a schema expects, lists, numbers.

import { findTag } from './branches.ts';
import type { Schema } from './schema.ts';
import type { ConfigNode } from './syntax.ts';

export const code = (word: string) => `\`${word}\``;

/** `a`, `b` or `c`. */
export function list(words: readonly string[], last: 'or' | 'and' = 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}

export const codeList = (words: readonly string[], last: 'or' | 'and' = 'or') =>
  list(words.map(code), last);

/** So many words are listed in a sentence before the rest is only counted. */
const mostListed = 8;

/** Like `codeList`, without the end of a list that nobody would read in a message; completion offers them all. */
export function shortCodeList(words: readonly string[], last: 'or' | 'and' = 'or'): string {
  if (words.length <= mostListed + 1) return codeList(words, last);
  const listed = words.slice(0, mostListed).map(code);
  return list([...listed, `${words.length - mostListed} others`], last);
}

/** A number in prose, with a true minus sign. */
export const numberText = (value: number) => String(value).replace('-', '−');

/** A count in prose, thousands apart by thin spaces. */
const countText = (value: number) => String(value).replaceAll(/\B(?=(?:\d{3})+$)/gu, '\u202f');

/** A number in prose; large whole ones in groups. */
export const bigNumber = (value: number) =>
  Number.isInteger(value) && value >= 10_000 ? countText(value) : numberText(value);

/** "from 1 to 1024", "of at least 1", "above 0 and at most 10", "between 0 and 1"; empty without limits. */
export function rangeText(schema: Schema): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (exclusiveMinimum !== undefined && exclusiveMaximum !== undefined) {
    return `between ${bigNumber(exclusiveMinimum)} and ${bigNumber(exclusiveMaximum)}, both excluded`;
  }
  const top = maximum === undefined ? undefined : bigNumber(maximum);
  if (minimum !== undefined && top !== undefined) return `from ${bigNumber(minimum)} to ${top}`;
  if (exclusiveMinimum !== undefined) {
    return `above ${bigNumber(exclusiveMinimum)}${top === undefined ? '' : ` and at most ${top}`}`;
  }
  if (minimum !== undefined) return `of at least ${bigNumber(minimum)}`;
  return top === undefined ? '' : `of at most ${top}`;
}

const sized = (noun: string, schema: Schema) => `${noun} ${rangeText(schema)}`.trim();

/** What a schema accepts, as the object of "must be". */
export function expectedText(schema: Schema): string {
  if (schema.enum) return shortCodeList(schema.enum);
  if (schema.const !== undefined) return code(schema.const);
  if (schema.anyOf) return unionText(schema);
  switch (schema.type) {
    case 'integer':
      return sized('a whole number', schema);
    case 'number':
      return sized('a number', schema);
    case 'boolean':
      return '`true` or `false`';
    case 'string':
      return 'a text';
    case 'array':
      return `a list of ${pluralText(schema.items ?? {})}`;
    case 'object':
      return `a section with ${codeList(Object.keys(schema.properties ?? {}), 'and')}`;
    case undefined:
      return 'a value';
  }
  return 'a value';
}

function pluralText(items: Schema): string {
  if (items.type === 'integer') return sized('whole numbers', items);
  return items.type === 'number' ? sized('numbers', items) : 'values';
}

function unionText(schema: Schema): string {
  const tag = findTag(schema);
  const others = (schema.anyOf ?? [])
    .filter((branch) => branch.type !== 'object')
    .map(expectedText);
  if (!tag) return list(others);
  const section = `a section with ${code(tag.key)}: ${shortCodeList(tag.values.map(({ value }) => value))}`;
  return list([...others, section]);
}

/** What is written at a place, as the object of "but is". */
export function foundText(node: ConfigNode, text: string): string {
  if (node.kind === 'map') return 'a section';
  if (node.kind === 'list') return node.items.length === 0 ? 'an empty list' : 'a list';
  if (node.isBlank) return 'empty';
  return typeof node.value === 'string'
    ? `the text ${code(excerpt(node.value))}`
    : code(excerpt(text.slice(node.start, node.end)));
}

/** The beginning of a long or many-lined text, on one line. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').replaceAll('`', "'");
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
