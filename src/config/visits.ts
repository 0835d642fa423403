// Every value of a file paired with the schema that governs it: what hover, completion and look-ups walk.

import { chooseBranch, findTag } from './branches.ts';
import { configSchema } from './schema.ts';
import type { Schema } from './schema.ts';
import { joinPath } from './place.ts';
import type { ConfigNode, MapEntry } from './syntax.ts';

export interface Visit {
  readonly node: ConfigNode;
  /** Empty (`{}`) for a value under a key that no section knows. */
  readonly schema: Schema;
  readonly path: string;
  /** The key and value this is the value of; undefined for the whole config and for list elements. */
  readonly entry: MapEntry | undefined;
  readonly parent: Visit | undefined;
}

/** Depth first, in the order of the text, each section before what it holds. */
export function visitsOf(root: ConfigNode): readonly Visit[] {
  const visits: Visit[] = [];
  const visit = (current: Visit): void => {
    visits.push(current);
    const { node, path } = current;
    if (node.kind === 'list') {
      const schema = current.schema.items ?? {};
      for (const [index, item] of node.items.entries()) {
        visit({
          node: item,
          schema,
          path: joinPath(path, String(index)),
          entry: undefined,
          parent: current,
        });
      }
    }
    if (node.kind !== 'map') return;
    const keys = keysOf(current.schema, node);
    for (const entry of node.entries) {
      const schema = (Object.hasOwn(keys, entry.key) ? keys[entry.key] : undefined) ?? {};
      visit({ node: entry.value, schema, path: joinPath(path, entry.key), entry, parent: current });
    }
  };
  visit({ node: root, schema: configSchema, path: '', entry: undefined, parent: undefined });
  return visits;
}

/** Keys that a section may hold, given what is already in it; only the tag while that is undecided. */
export function keysOf(schema: Schema, node: ConfigNode): Readonly<Record<string, Schema>> {
  if (!schema.anyOf) return schema.properties ?? {};
  const tag = findTag(schema);
  if (!tag) return {};
  const choice = chooseBranch(schema, node);
  const own = choice.kind === 'branch' ? choice.schema.properties : undefined;
  const [first] = tag.values;
  return {
    ...own,
    [tag.key]: {
      enum: tag.values.map(({ value }) => value),
      enumDescriptions: tag.values.map(
        ({ branch }) => branch.properties?.[tag.key]?.description ?? branch.title ?? '',
      ),
      description:
        own === undefined && first
          ? 'Decides what else this section holds.'
          : (schema.description ?? ''),
    },
  };
}

/** Keys that must be given in a section, its tag among them. */
export function requiredOf(schema: Schema, node: ConfigNode): readonly string[] {
  if (!schema.anyOf) return schema.required ?? [];
  const choice = chooseBranch(schema, node);
  if (choice.kind === 'branch') return choice.schema.required ?? [];
  const tag = findTag(schema);
  return tag ? [tag.key] : [];
}
