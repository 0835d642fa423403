// Walks the schema over the tree of a file and says everything that is wrong, each at its own place. What
// several keys decide together is in `crossChecks.ts`.

import { chooseBranch } from './branches.ts';
import { findLeafProblem } from './leaves.ts';
import { errorAt, inside, nameOf, spanToMark } from './place.ts';
import type { Place } from './place.ts';
import type { ConfigFormat, Problem, Span } from './problem.ts';
import { configSchema } from './schema.ts';
import type { Schema } from './schema.ts';
import { findListFix, findSectionFix } from './shorthand.ts';
import { explainMistypedTag, explainUnknownKey } from './suggestions.ts';
import type { ConfigNode, ListNode, MapNode } from './syntax.ts';
import { code, expectedText, foundText, shortCodeList } from './words.ts';

export function validate(root: ConfigNode, text: string, format: ConfigFormat): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const place = { text, format, path: '', keySpan: firstLine(text, root), report };
  checkNode(root, configSchema, place);
  return problems;
}

function firstLine(text: string, { start }: Span): Span {
  const length = /^[^\r\n]*/u.exec(text.slice(start))?.[0].trimEnd().length ?? 0;
  return { start, end: start + length };
}

function checkNode(node: ConfigNode, schema: Schema, place: Place): void {
  if (isLeftToDefaults(node, schema)) return;
  if (schema.anyOf) checkUnion(node, schema, place);
  else if (schema.type === 'object') checkSection(node, schema, place);
  else if (schema.type === 'array') checkList(node, schema, place);
  else {
    const problem = findLeafProblem(node, schema, place);
    if (problem) place.report(problem);
  }
}

/** A section with nothing under its key (perhaps all commented out) means its defaults. */
const isLeftToDefaults = (node: ConfigNode, schema: Schema): boolean =>
  node.kind === 'scalar' &&
  node.isBlank &&
  typeof schema.default === 'object' &&
  !Array.isArray(schema.default);

function checkUnion(node: ConfigNode, union: Schema, place: Place): void {
  const choice = chooseBranch(union, node);
  switch (choice.kind) {
    case 'branch':
      return node.kind === 'map' ? checkEntries(node, choice.schema, place, union) : undefined;
    case 'other':
      return checkOther(node, union, place);
    case 'tagMissing': {
      const { key, values } = choice.tag;
      const slip = node.kind === 'map' ? explainMistypedTag(node, choice.tag, place) : undefined;
      if (slip !== undefined) return place.report(slip);
      const allowed = shortCodeList(values.map(({ value }) => value));
      const message = `${nameOf(place)} needs the key ${code(key)}, which decides what else it holds: ${allowed}.`;
      return place.report(errorAt(place.keySpan, place, 'missing-key', message));
    }
    case 'tagWrong': {
      const { entry, tag } = choice;
      const schema = { enum: tag.values.map(({ value }) => value) };
      return checkNode(entry.value, schema, inside(place, entry));
    }
  }
}

/** A scalar or list, where the union has sections and perhaps scalars. */
function checkOther(node: ConfigNode, union: Schema, place: Place): void {
  const others = (union.anyOf ?? []).filter(({ type }) => type !== 'object');
  if (others.some((schema) => findLeafProblem(node, schema, place) === undefined)) return;
  const found = foundText(node, place.text);
  const isBlank = node.kind === 'scalar' && node.isBlank;
  const message = isBlank
    ? `${nameOf(place)} has no value. Write ${expectedText(union)}.`
    : `${nameOf(place)} must be ${expectedText(union)}, but is ${found}.`;
  const fix = findSectionFix(node, union, place.format);
  place.report(errorAt(spanToMark(node, place), place, 'wrong-type', message, fix));
}

function checkSection(node: ConfigNode, schema: Schema, place: Place): void {
  if (node.kind === 'map') return checkEntries(node, schema, place, undefined);
  if (node.kind === 'scalar' && node.isBlank) return reportMissing([], schema, place);
  const found = foundText(node, place.text);
  const message =
    place.path === ''
      ? `A config is made of sections such as \`data\` and \`likelihood\`, but this is ${found}.`
      : `${nameOf(place)} must be ${expectedText(schema)}, but is ${found}.`;
  const fix = findSectionFix(node, schema, place.format);
  place.report(errorAt(spanToMark(node, place), place, 'wrong-type', message, fix));
}

function checkEntries(
  section: MapNode,
  schema: Schema,
  place: Place,
  union: Schema | undefined,
): void {
  const seen = new Set<string>();
  for (const entry of section.entries) {
    if (seen.has(entry.key)) {
      const message = `${code(entry.key)} is given twice in the same section. Keep one of them.`;
      place.report(errorAt(entry.keySpan, inside(place, entry), 'duplicate-key', message));
      continue;
    }
    seen.add(entry.key);
    const known = Object.hasOwn(schema.properties ?? {}, entry.key)
      ? schema.properties?.[entry.key]
      : undefined;
    if (known) checkNode(entry.value, known, inside(place, entry));
    else {
      const problem = explainUnknownKey({ entry, section, schema, union }, place);
      place.report(problem);
      // The key it suggests is as good as there: one slip, one problem.
      seen.add(problem.replacement?.text.replaceAll(/["']/gu, '') ?? entry.key);
    }
  }
  reportMissing([...seen], schema, place);
}

function reportMissing(present: readonly string[], schema: Schema, place: Place): void {
  for (const key of schema.required ?? []) {
    if (present.includes(key)) continue;
    const message = `${nameOf(place)} needs the key ${code(key)}: ${wantedText(schema.properties?.[key])}`;
    place.report(errorAt(place.keySpan, place, 'missing-key', message));
  }
}

/** What to write for a missing key. A path or a name is told by what it is for, not by being a text. */
function wantedText(schema: Schema = {}): string {
  return schema.type === 'string' && schema.const === undefined && schema.description !== undefined
    ? schema.description.charAt(0).toLowerCase() + schema.description.slice(1)
    : `${expectedText(schema)}.`;
}

function checkList(node: ConfigNode, schema: Schema, place: Place): void {
  if (node.kind !== 'list') {
    const found = foundText(node, place.text);
    const message =
      found === 'empty'
        ? `${nameOf(place)} has no value. Write ${expectedText(schema)}, such as \`[400]\`.`
        : `${nameOf(place)} must be ${expectedText(schema)}, but is ${found}.`;
    const fix = findListFix(node, schema, place);
    return place.report(errorAt(spanToMark(node, place), place, 'wrong-type', message, fix));
  }
  checkItems(node, schema, place);
}

function checkItems(node: ListNode, schema: Schema, place: Place): void {
  if (node.items.length < (schema.minItems ?? 0)) {
    const message = `${nameOf(place)} is an empty list, but needs at least one entry.`;
    place.report(errorAt(spanToMark(node, place), place, 'out-of-range', message));
  }
  for (const [index, item] of node.items.entries()) {
    checkNode(item, schema.items ?? {}, { ...place, path: `${place.path}.${index}` });
  }
}
