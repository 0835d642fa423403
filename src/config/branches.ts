// Unions in the schema: which branch a value belongs to, and the key (`source`, `kind`, `schedule`) that says so.

import type { Schema } from './schema.ts';
import type { ConfigNode, MapEntry } from './syntax.ts';

/** A value of a tag and the branch it selects. */
interface TagValue {
  readonly value: string;
  readonly branch: Schema;
}

export interface Tag {
  readonly key: string;
  readonly values: readonly TagValue[];
}

const isObject = (schema: Schema) => schema.type === 'object';

/** The key whose constants tell the union's objects apart; undefined where there are none. */
export function findTag(union: Schema): Tag | undefined {
  const objects = (union.anyOf ?? []).filter(isObject);
  const first = Object.entries(objects[0]?.properties ?? {});
  const key = first.find(([, schema]) => schema.const !== undefined)?.[0];
  if (key === undefined) return undefined;
  const values = objects.flatMap((branch) => {
    const value = branch.properties?.[key]?.const;
    return value === undefined ? [] : [{ value, branch }];
  });
  return { key, values };
}

type Choice =
  | { readonly kind: 'branch'; readonly schema: Schema }
  | { readonly kind: 'tagMissing'; readonly tag: Tag }
  | { readonly kind: 'tagWrong'; readonly tag: Tag; readonly entry: MapEntry }
  /** A scalar or list where the union may hold one, or nothing that fits at all. */
  | { readonly kind: 'other' };

/** The branch of `union` that `node` means to be. */
export function chooseBranch(union: Schema, node: ConfigNode): Choice {
  if (node.kind !== 'map') return { kind: 'other' };
  const tag = findTag(union);
  if (!tag) return { kind: 'other' };
  const [only, second] = tag.values;
  if (only && !second) return { kind: 'branch', schema: only.branch };
  const entry = node.entries.find(({ key }) => key === tag.key);
  if (!entry) return { kind: 'tagMissing', tag };
  const written = entry.value.kind === 'scalar' ? entry.value.value : undefined;
  const found = tag.values.find(({ value }) => value === written);
  return found ? { kind: 'branch', schema: found.branch } : { kind: 'tagWrong', tag, entry };
}
