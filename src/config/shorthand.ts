// Fixes for values written shorter than the config wants them: `encoder: conv` for `encoder: { kind: conv }`,
// `hidden: 400` for `hidden: [400]`.

import { findTag } from './branches.ts';
import { findLeafProblem } from './leaves.ts';
import { writeWord } from './place.ts';
import type { Place } from './place.ts';
import type { ConfigFormat, Replacement } from './problem.ts';
import type { Schema } from './schema.ts';
import { findWordFor } from './synonyms.ts';
import type { ConfigNode } from './syntax.ts';

/** Writes a bare word as the section it stands for, if it is the value of the section's first key. */
export function findSectionFix(
  node: ConfigNode,
  schema: Schema,
  format: ConfigFormat,
): Replacement | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  const choice = firstChoice(schema);
  if (!choice) return undefined;
  const { value } = node;
  const meant = choice.values.includes(value) ? value : findWordFor(value, choice.values);
  if (meant === undefined) return undefined;
  const text = `{ ${writeWord(choice.key, format)}: ${writeWord(meant, format)} }`;
  return { start: node.start, end: node.end, text, title: `Change to ${text}` };
}

/** The key of a section that selects among words: its tag, or its only required key. */
function firstChoice(schema: Schema): { key: string; values: readonly string[] } | undefined {
  const tag = findTag(schema);
  if (tag) return { key: tag.key, values: tag.values.map(({ value }) => value) };
  const [key, ...others] = schema.required ?? [];
  const values = key === undefined ? undefined : schema.properties?.[key]?.enum;
  return key !== undefined && values && others.length === 0 ? { key, values } : undefined;
}

/** Puts brackets around a single value that would be fine as a list's only entry. */
export function findListFix(
  node: ConfigNode,
  schema: Schema,
  place: Place,
): Replacement | undefined {
  if (node.kind !== 'scalar' || node.isBlank) return undefined;
  if (findLeafProblem(node, schema.items ?? {}, place)) return undefined;
  const text = `[${place.text.slice(node.start, node.end)}]`;
  return { start: node.start, end: node.end, text, title: `Change to ${text}` };
}
