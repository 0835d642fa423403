// What can be written at the cursor: keys that belong there and are not there yet, words a key may have.

import { findTag } from './branches.ts';
import { findCursor, placeholder } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { documentKey, documentWord } from './documentation.ts';
import { joinPath, writeWord } from './place.ts';
import type { ConfigFormat, Span } from './problem.ts';
import type { Schema } from './schema.ts';
import { keySnippet } from './snippets.ts';
import { parseSyntax } from './syntax.ts';
import { keysOf, requiredOf, visitsOf } from './visits.ts';
import type { Visit } from './visits.ts';

export interface CompletionItem {
  readonly label: string;
  readonly kind: 'key' | 'value';
  /** One line: whether a key is required, whether a value is the default. */
  readonly detail: string;
  readonly documentation: string;
  readonly insertText: string;
  /** `insertText` has snippet placeholders. */
  readonly isSnippet: boolean;
  /** What the text in `range` is matched against; has the quotes that the range has. */
  readonly filterText: string;
  /** Replaced by `insertText`: the word at the cursor, its quotes included. */
  readonly range: Span;
  /** A comma that the entry before lacks. */
  readonly additionalEdit?: Span & { readonly text: string };
}

export function completeConfig(
  text: string,
  offset: number,
  format: ConfigFormat,
): readonly CompletionItem[] {
  const cursor = findCursor(text, offset, format);
  if (!cursor) return [];
  const { root } = parseSyntax(cursor.filled, format);
  if (!root) return [];
  for (const visit of visitsOf(root)) {
    if (visit.entry?.key === placeholder && visit.parent) {
      return keyItems(visit.parent, cursor, text, format);
    }
    if (visit.node.kind === 'scalar' && visit.node.value === placeholder) {
      // A lone word in a section's place is the beginning of its first key.
      return cursor.role === 'key'
        ? keyItems(visit, cursor, text, format)
        : valueItems(visit, cursor, text, format);
    }
  }
  return [];
}

function keyItems(
  section: Visit,
  cursor: Cursor,
  text: string,
  format: ConfigFormat,
): readonly CompletionItem[] {
  const { node, schema, path } = section;
  const present = new Set(node.kind === 'map' ? node.entries.map(({ key }) => key) : []);
  const required = requiredOf(schema, node);
  const style = { format, isFlow: cursor.isFlow };
  return Object.entries(keysOf(schema, node))
    .filter(([key]) => !present.has(key))
    .map(([key, inner]) => {
      const isRequired = required.includes(key);
      const written = cursor.hasColon ? writeWord(key, format) : keySnippet(key, inner, style);
      return itemAt(cursor, text, {
        label: key,
        kind: 'key',
        detail: isRequired ? 'required' : 'optional',
        documentation: documentKey(joinPath(path, key), inner, isRequired),
        insertText: cursor.hasColon ? written : `${written}${cursor.needsCommaAfter ? ',' : ''}`,
        isSnippet: !cursor.hasColon,
      });
    });
}

function valueItems(
  visit: Visit,
  cursor: Cursor,
  text: string,
  format: ConfigFormat,
): readonly CompletionItem[] {
  return valuesOf(visit.schema, format).map(({ label, written, word }) =>
    itemAt(cursor, text, {
      label,
      kind: 'value',
      detail: String(visit.schema.default) === label ? 'default' : '',
      documentation:
        word === undefined
          ? documentKey(visit.path, visit.schema, false)
          : documentWord(visit.path, word, visit.schema),
      insertText: `${cursor.needsSpace ? ' ' : ''}${written}${cursor.needsCommaAfter ? ',' : ''}`,
      isSnippet: false,
    }),
  );
}

interface Value {
  readonly label: string;
  readonly written: string;
  readonly word?: string;
}

function valuesOf(schema: Schema, format: ConfigFormat): readonly Value[] {
  const words = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  const spoken = words.map((word) => ({ label: word, written: writeWord(word, format), word }));
  const tag = findTag(schema);
  const sections = (tag?.values ?? []).map(({ value }) => {
    const written = `{ ${writeWord(tag?.key ?? '', format)}: ${writeWord(value, format)} }`;
    return { label: value, written };
  });
  const others = (schema.anyOf ?? [])
    .filter(({ type }) => type !== 'object')
    .flatMap((branch) => valuesOf(branch, format));
  return [...spoken, ...others, ...sections, ...examplesOf(schema, format)];
}

/** The default and examples of numbers, lists and texts. */
function examplesOf(schema: Schema, format: ConfigFormat): readonly Value[] {
  if (schema.enum || schema.anyOf || schema.type === 'object') return [];
  const values = [schema.default, ...(schema.examples ?? [])].filter(
    (value) => value !== undefined,
  );
  const texts = values.map((value) => {
    if (typeof value === 'string') return writeWord(value, format);
    return JSON.stringify(value).replaceAll(',', ', ');
  });
  return [...new Set(texts)].map((written) => ({ label: written, written }));
}

function itemAt(
  { start, end, commaBefore }: Cursor,
  text: string,
  item: Omit<CompletionItem, 'filterText' | 'range'>,
): CompletionItem {
  const quote = /^["']/u.exec(text.slice(start, end))?.[0] ?? '';
  return {
    ...item,
    filterText: `${quote}${item.label}${quote}`,
    range: { start, end },
    ...(commaBefore !== undefined && {
      additionalEdit: { start: commaBefore, end: commaBefore, text: ',' },
    }),
  };
}
