// Checks of one written value: a word out of several, a number, a text.

import { findNearest } from './nearest.ts';
import { changeTo, errorAt, nameOf, spanToMark } from './place.ts';
import type { Place } from './place.ts';
import type { Problem, Replacement } from './problem.ts';
import type { Schema } from './schema.ts';
import type { ConfigNode, ScalarNode } from './syntax.ts';
import { findWordFor } from './synonyms.ts';
import { code, codeList, expectedText, foundText, rangeText, shortCodeList } from './words.ts';

/** What is wrong with a value that must be a scalar; undefined if nothing is. */
export function findLeafProblem(
  node: ConfigNode,
  schema: Schema,
  place: Place,
): Problem | undefined {
  if (node.kind !== 'scalar' || node.value === null) return wrongType(node, schema, place);
  if (schema.enum) return findChoiceProblem(node, schema.enum, place);
  if (schema.const !== undefined) return findChoiceProblem(node, [schema.const], place);
  if (schema.type === 'string') return findTextProblem(node, schema, place);
  return findNumberProblem(node, schema, place);
}

function wrongType(node: ConfigNode, schema: Schema, place: Place): Problem {
  const expected = expectedText(schema);
  const found = foundText(node, place.text);
  const message =
    node.kind === 'scalar' && node.isBlank
      ? `${nameOf(place)} has no value. Write ${expected}.`
      : `${nameOf(place)} must be ${expected}, but is ${found}.`;
  return errorAt(spanToMark(node, place), place, 'wrong-type', message, unquoted(node, schema));
}

/** `"20"` where a number belongs. */
function unquoted(node: ConfigNode, schema: Schema): Replacement | undefined {
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  if (!isNumber || node.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  const text = node.value.trim();
  if (!/^-?\d+(?:\.\d+)?(?:e-?\d+)?$/iu.test(text)) return undefined;
  return { start: node.start, end: node.end, text, title: `Write the number ${text}` };
}

function findChoiceProblem(
  node: ScalarNode,
  allowed: readonly string[],
  place: Place,
): Problem | undefined {
  const written = String(node.value);
  if (typeof node.value === 'string' && allowed.includes(written)) return undefined;
  const nearest = findWordFor(written, allowed) ?? findNearest(written, allowed);
  const found = `${nameOf(place)} cannot be ${foundText(node, place.text).replace('the text ', '')}.`;
  const listed = nearest === undefined ? codeList(allowed) : shortCodeList(allowed);
  const all = allowed.length === 1 ? `It must be ${listed}.` : `Allowed: ${listed}.`;
  const message =
    nearest === undefined || allowed.length === 1
      ? `${found} ${all}`
      : `${found} Did you mean ${code(nearest)}? ${all}`;
  const offer = nearest ?? (allowed.length === 1 ? allowed[0] : undefined);
  const fix = offer === undefined ? undefined : changeTo(offer, node, place.text);
  return errorAt(spanToMark(node, place), place, 'unknown-value', message, fix);
}

function findTextProblem(node: ScalarNode, schema: Schema, place: Place): Problem | undefined {
  if (typeof node.value !== 'string') return wrongType(node, schema, place);
  if (node.value.trim().length < (schema.minLength ?? 0)) {
    return errorAt(
      node,
      place,
      'out-of-range',
      `${nameOf(place)} is an empty text. Write at least one character.`,
    );
  }
  const { maxLength } = schema;
  if (maxLength === undefined || node.value.length <= maxLength) return undefined;
  const message = `${nameOf(place)} has ${node.value.length} characters, but may have at most ${maxLength}.`;
  return errorAt(node, place, 'out-of-range', message);
}

function findNumberProblem(node: ScalarNode, schema: Schema, place: Place): Problem | undefined {
  const { value } = node;
  if (typeof value !== 'number') return wrongType(node, schema, place);
  const isWhole = schema.type !== 'integer' || Number.isInteger(value);
  if (isWhole && Number.isFinite(value) && isInRange(value, schema)) return undefined;
  const written = place.text.slice(node.start, node.end).replace(/^-/u, '−');
  const message = `${nameOf(place)} must be ${expectedText(schema)}, but is ${written}.`;
  const limit = isWhole && rangeText(schema) !== '' ? nearestLimit(value, schema) : undefined;
  const fix = limit === undefined ? undefined : changeTo(String(limit), node, '');
  return errorAt(node, place, isWhole ? 'out-of-range' : 'wrong-type', message, fix);
}

function isInRange(value: number, schema: Schema): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  return (
    value >= (minimum ?? -Infinity) &&
    value <= (maximum ?? Infinity) &&
    !(value <= (exclusiveMinimum ?? -Infinity)) &&
    !(value >= (exclusiveMaximum ?? Infinity))
  );
}

/** The end of the range that a number overshot. */
function nearestLimit(value: number, { minimum, maximum }: Schema): number | undefined {
  if (maximum !== undefined && value > maximum) return maximum;
  return minimum !== undefined && value < minimum ? minimum : undefined;
}
