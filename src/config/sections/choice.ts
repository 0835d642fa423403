// What every section of the schema is built with.

import { Type } from '../type.ts';

/** A section takes no keys but its own: a mistyped one is an error, not a silent default. */
export const closed = { additionalProperties: false } as const;

/** One word out of several, each with its meaning for hovers and completion. */
export function choice<const Meanings extends Readonly<Record<string, string>>>(
  meanings: Meanings,
  options: { readonly default?: keyof Meanings & string; readonly description: string },
) {
  return Type.Unsafe<keyof Meanings & string>({
    enum: Object.keys(meanings),
    enumDescriptions: Object.values(meanings),
    ...options,
  });
}
