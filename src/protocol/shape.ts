// Shapes of values that come from outside: small predicates that combine, each also a TypeScript type guard.
// They answer yes or no; a message of the wrong shape is dropped and logged, never repaired.

export type Shape<T> = (value: unknown) => value is T;

export type Shaped<S> = S extends Shape<infer T> ? T : never;

export const string: Shape<string> = (value) => typeof value === 'string';
export const boolean: Shape<boolean> = (value) => typeof value === 'boolean';
/** Any number, NaN and infinities included: a run that diverges must be able to say so. */
export const number: Shape<number> = (value) => typeof value === 'number';
export const count: Shape<number> = (value): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;
export const float64s: Shape<Float64Array> = (value) => value instanceof Float64Array;
export const float32s: Shape<Float32Array> = (value) => value instanceof Float32Array;
export const bytes: Shape<Uint8Array> = (value) => value instanceof Uint8Array;

export const oneOf =
  <const T extends readonly string[]>(...values: T): Shape<T[number]> =>
  (value): value is T[number] =>
    typeof value === 'string' && values.includes(value);

export const nullable =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value): value is T | null =>
    value === null || shape(value);

export const optional =
  <T>(shape: Shape<T>): Shape<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || shape(value);

export const listOf =
  <T>(shape: Shape<T>): Shape<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.every((entry) => shape(entry));

export const record = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** An object that has at least these properties. */
export const object =
  <S extends Readonly<Record<string, Shape<unknown>>>>(
    shapes: S,
  ): Shape<{ readonly [K in keyof S]: Shaped<S[K]> }> =>
  (value): value is { readonly [K in keyof S]: Shaped<S[K]> } =>
    record(value) && Object.entries(shapes).every(([key, shape]) => shape(value[key]));

/** An object whose property `tag` names one of the shapes, and which has that shape. */
export const tagged =
  (tag: string, shapes: Readonly<Record<string, Shape<unknown>>>) =>
  (value: unknown): boolean => {
    if (!record(value)) return false;
    const name = value[tag];
    return (
      typeof name === 'string' && Object.hasOwn(shapes, name) && shapes[name]?.(value) === true
    );
  };
