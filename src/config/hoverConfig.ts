// What a config says under the pointer: on a key its documentation, on a word that word's meaning.

import { documentKey, documentWord } from './documentation.ts';
import type { ConfigFormat, Span } from './problem.ts';
import { parseSyntax } from './syntax.ts';
import type { MapEntry } from './syntax.ts';
import { requiredOf, visitsOf } from './visits.ts';
import type { Visit } from './visits.ts';

export interface ConfigHover extends Span {
  readonly markdown: string;
}

export function hoverConfig(
  text: string,
  offset: number,
  format: ConfigFormat,
): ConfigHover | null {
  const { root } = parseSyntax(text, format);
  if (!root) return null;
  for (const visit of visitsOf(root).toReversed()) {
    const { entry, schema } = visit;
    if (!entry || Object.keys(schema).length === 0) continue;
    if (contains(entry.keySpan, offset)) return { ...entry.keySpan, markdown: keyText(visit) };
    if (contains(entry.value, offset)) return hoverValue(visit, entry);
  }
  return null;
}

const contains = ({ start, end }: Span, offset: number) => start <= offset && offset < end;

function keyText({ path, schema, parent }: Visit): string {
  const key = path.split('.').at(-1) ?? '';
  const isRequired = parent !== undefined && requiredOf(parent.schema, parent.node).includes(key);
  return documentKey(path, schema, isRequired);
}

/** Words explain themselves; numbers, lists and paths are explained by their key. Sections say nothing inside. */
function hoverValue(visit: Visit, { value }: MapEntry): ConfigHover | null {
  if (value.kind === 'map') return null;
  const { start, end } = value;
  const word = value.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
  const isKnownWord = word !== undefined && visit.schema.enum?.includes(word);
  const markdown = isKnownWord ? documentWord(visit.path, word, visit.schema) : keyText(visit);
  return { start, end, markdown };
}
