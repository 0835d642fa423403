// What to say about a key that does not belong where it stands: another branch's, another section's, another
// library's word, or a slip of the finger.

import { findTag, type Tag } from './branches.ts';
import { findNearest } from './nearest.ts';
import { changeTo, errorAt, joinPath } from './place.ts';
import type { Place } from './place.ts';
import type { Problem } from './problem.ts';
import { configSchema } from './schema.ts';
import type { Schema } from './schema.ts';
import { findKeyFor } from './synonyms.ts';
import type { MapEntry, MapNode } from './syntax.ts';
import { code, codeList, shortCodeList } from './words.ts';

interface UnknownKey {
  readonly entry: MapEntry;
  readonly section: MapNode;
  readonly schema: Schema;
  /** The union that `schema` is the chosen branch of, if it is one. */
  readonly union: Schema | undefined;
}

export function explainUnknownKey(unknown: UnknownKey, place: Place): Problem {
  const { entry, schema } = unknown;
  const where = place.path === '' ? 'a config' : code(place.path);
  const at = { ...place, path: joinPath(place.path, entry.key) };
  const start = `${code(entry.key)} is not a key of ${where}`;
  const elsewhere = findOtherBranch(unknown) ?? findOtherSection(entry.key, place.path);
  const known = Object.keys(schema.properties ?? {});
  const nearest = findKeyFor(entry.key, known) ?? findNearest(entry.key, known);
  if (elsewhere !== undefined && nearest === undefined) {
    return errorAt(entry.keySpan, at, 'unknown-key', `${start}${elsewhere}`);
  }
  if (nearest === undefined) {
    return errorAt(
      entry.keySpan,
      at,
      'unknown-key',
      `${start}. Known keys: ${codeList(known, 'and')}.`,
    );
  }
  const isTaken = unknown.section.entries.some(({ key }) => key === nearest);
  const message = isTaken
    ? `${start}. ${code(nearest)} is already given: remove one.`
    : `${start}. Did you mean ${code(nearest)}?`;
  const fix = isTaken ? undefined : changeTo(nearest, entry.keySpan, place.text);
  return errorAt(entry.keySpan, at, 'unknown-key', message, fix);
}

/** A key that can only be the tag of a union mistyped: without it nothing is known of the section's other keys. */
export function explainMistypedTag(section: MapNode, tag: Tag, place: Place): Problem | undefined {
  const others = new Set(tag.values.flatMap(({ branch }) => Object.keys(branch.properties ?? {})));
  const slip = section.entries.find(
    ({ key }) =>
      !others.has(key) && (findKeyFor(key, [tag.key]) ?? findNearest(key, [tag.key])) !== undefined,
  );
  if (slip === undefined) return undefined;
  const at = { ...place, path: joinPath(place.path, slip.key) };
  const message = `${code(slip.key)} is not a key of ${code(place.path)}. Did you mean ${code(tag.key)}?`;
  const fix = changeTo(tag.key, slip.keySpan, place.text);
  return errorAt(slip.keySpan, at, 'unknown-key', message, fix);
}

/** The key belongs to another value of the tag: "`beta` belongs to `kind: beta-elbo`". */
function findOtherBranch({ entry, section, schema, union }: UnknownKey): string | undefined {
  const tag = union && findTag(union);
  const owners = tag?.values.filter(({ branch }) => branch.properties?.[entry.key]) ?? [];
  if (!tag || owners.length === 0) return undefined;
  const own = schema.properties?.[tag.key]?.const ?? '';
  const names = shortCodeList(owners.map(({ value }) => `${tag.key}: ${value}`));
  const isWritten = section.entries.some(({ key }) => key === tag.key);
  return (
    ` with ${code(`${tag.key}: ${own}`)}: it belongs to ${names}. ` +
    (isWritten ? `Change ${code(tag.key)}, or remove the key.` : 'Remove the key.')
  );
}

/** The key belongs to another section: "`batchSize` belongs in `training`". */
function findOtherSection(word: string, path: string): string | undefined {
  const key = homesOf.has(word) ? word : (findKeyFor(word, [...homesOf.keys()]) ?? word);
  const homes = (homesOf.get(key) ?? []).filter((home) => home !== path);
  const [home] = homes;
  if (home === undefined || homes.length > 3) return undefined;
  if (key !== word) return `. Did you mean ${code(key)} in ${codeList(homes)}?`;
  return home === ''
    ? ': it belongs at the top level, not indented. Move it there.'
    : `: it belongs in ${codeList(homes)}. Move it there.`;
}

/** Every key of the schema, with the paths of the sections that hold it. */
const homesOf: ReadonlyMap<string, readonly string[]> = collectHomes();

function collectHomes(): Map<string, string[]> {
  const homes = new Map<string, string[]>();
  const visit = (schema: Schema, path: string): void => {
    for (const branch of schema.anyOf ?? []) visit(branch, path);
    for (const [key, value] of Object.entries(schema.properties ?? {})) {
      const known = homes.get(key) ?? [];
      if (!known.includes(path)) homes.set(key, [...known, path]);
      visit(value, joinPath(path, key));
    }
  };
  visit(configSchema, '');
  return homes;
}
