// What the Python frameworks share: numbers by the standard library, indexing, x coth x.

import { atom, bound, call, infix, type Code } from './code.ts';
import type { Call, Framework, Helper } from './framework.ts';

/** The function of that name. */
export const named =
  (name: string): Call =>
  (...args) =>
    call(name, ...args.map(({ doc }) => doc));

export const pythonNumbers: Framework['numbers'] = {
  pi: 'math.pi',
  operators: infix,
  functions: {
    exp: named('math.exp'),
    log: named('math.log'),
    log1p: named('math.log1p'),
    sqrt: named('math.sqrt'),
    logGamma: named('math.lgamma'),
  },
};

export const mathImport = { word: 'math.', line: 'import math\n' } as const;

/** x[..., None]: colons stand for the axes behind an inserted one. */
export function indexed(body: Code, fromEnd: readonly number[]): Code {
  const furthest = Math.max(...fromEnd);
  const places = Array.from({ length: furthest }, (_, index) =>
    fromEnd.includes(furthest - index) ? 'None' : ':',
  );
  return atom([bound(body, 'atom'), `[..., ${places.join(', ')}]`]);
}

/** A function of a tensor along one axis, or along the only one it has. */
export const along = (name: string, keyword: string, body: Code, fromEnd: number | 'all'): Code =>
  fromEnd === 'all' ? call(name, body.doc) : call(name, body.doc, `${keyword}=-${fromEnd}`);

export const xCothX = (module: string): Helper => ({
  name: 'x_coth_x',
  text: `def x_coth_x(x):
    """x coth x; by its series near 0, where the quotient is 0/0."""
    is_small = ${module}.abs(x) < 0.03
    safe = ${module}.where(is_small, ${module}.ones_like(x), x)
    return ${module}.where(is_small, 1 + x**2 / 3 - x**4 / 45, safe / ${module}.tanh(safe))`,
});
