// The few assertions the suites inside VS Code use, for the web worker host: it has no `node:assert`.

import type assertions from 'node:assert/strict';

type Needed = 'ok' | 'equal' | 'notEqual' | 'deepEqual' | 'match' | 'doesNotMatch' | 'fail';

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));

function hold(holds: boolean, why: string, message: string | Error | undefined): void {
  if (message instanceof Error) throw message;
  if (!holds) throw new Error(message === undefined ? why : `${message}\n${why}`);
}

function isAlike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && isAlike(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

const assert: Pick<typeof assertions, Needed> = {
  ok: (value, message) => hold(Boolean(value), `${shown(value)} does not hold`, message),
  equal: (a, b, message) => hold(Object.is(a, b), `${shown(a)} is not ${shown(b)}`, message),
  notEqual: (a, b, message) => hold(!Object.is(a, b), `both are ${shown(a)}`, message),
  deepEqual: (a, b, message) => hold(isAlike(a, b), `${shown(a)}\nis not\n${shown(b)}`, message),
  match: (text, pattern, message) =>
    hold(pattern.test(text), `${String(pattern)} is not found in ${shown(text)}`, message),
  doesNotMatch: (text, pattern, message) =>
    hold(!pattern.test(text), `${String(pattern)} is found in ${shown(text)}`, message),
  fail: (message?: unknown) => {
    throw message instanceof Error ? message : new Error(String(message));
  },
};

export default assert;
