// What completion inserts for a key: the key, its separator, and a value to type over, in either syntax.
// Editor snippet syntax: `${1:default}`, `${1|one,two|}`, `$0`.

import { findTag } from './branches.ts';
import type { ConfigFormat } from './problem.ts';
import { writeWord } from './place.ts';
import type { Schema } from './schema.ts';

interface Style {
  readonly format: ConfigFormat;
  /** Inside braces: sections are written in braces too. */
  readonly isFlow: boolean;
}

export function keySnippet(key: string, schema: Schema, style: Style): string {
  const isSection = schema.type === 'object' || (schema.anyOf && schema.default !== undefined);
  const isTagged = findTag(schema) !== undefined && !hasScalars(schema);
  const head = `${writeWord(key, style.format)}:`;
  if (!isSection && !isTagged) return `${head} ${valueSnippet(schema, style)}`;
  if (hasScalars(schema)) return `${head} ${valueSnippet(schema, style)}`;
  const inner = sectionSnippet(schema, style);
  if (style.isFlow || style.format === 'json') return `${head} {${padded(inner || '$0')}}`;
  return `${head}\n  ${inner || '$0'}`;
}

const padded = (inner: string) => (inner === '$0' ? inner : ` ${inner} `);

const hasScalars = (schema: Schema) => (schema.anyOf ?? []).some(({ type }) => type !== 'object');

/** The key of a section that has to be there: its tag, or the first required one. */
function sectionSnippet(schema: Schema, style: Style): string {
  const tag = findTag(schema);
  const [first] = schema.required ?? [];
  if (tag)
    return wordSnippet(
      tag.key,
      tag.values.map(({ value }) => value),
      style,
    );
  const words = first === undefined ? undefined : schema.properties?.[first]?.enum;
  return first !== undefined && words ? wordSnippet(first, words, style) : '';
}

const wordSnippet = (key: string, words: readonly string[], style: Style) =>
  `${writeWord(key, style.format)}: ${choiceSnippet(words, style)}`;

function choiceSnippet(words: readonly string[], { format }: Style): string {
  const quote = format === 'json' ? '"' : '';
  return `${quote}\${1|${words.join(',')}|}${quote}`;
}

function valueSnippet(schema: Schema, style: Style): string {
  if (schema.enum) return choiceSnippet(preferred(schema.enum, schema.default), style);
  if (schema.const !== undefined) return writeWord(schema.const, style.format);
  if (schema.type === 'array') {
    const written = (schema.default as readonly unknown[] | undefined) ?? [];
    return `[${stop(written.join(', '))}]`;
  }
  const given = schema.default ?? schema.examples?.[0] ?? schema.minimum ?? '';
  if (typeof given !== 'string') return stop(JSON.stringify(given));
  const quote = style.format === 'json' && (schema.type === 'string' || given !== '') ? '"' : '';
  return `${quote}${stop(given)}${quote}`;
}

/** Something to type over, or a bare stop where there is nothing to propose. */
const stop = (text: string) => (text === '' ? '$1' : `\${1:${text}}`);

/** The default first: it is what the snippet shows until another is picked. */
const preferred = (words: readonly string[], first: unknown) =>
  words.toSorted((a, b) => Number(b === first) - Number(a === first));
