// Which symbol of a likelihood's derivation is the decoder's output.

import { freeSymbols } from '../expr/walk.ts';
import { axesOfSymbol } from '../families/computed.ts';
import type { Likelihood } from './derivation.ts';

/** Names of what a decoder puts out, where there are several outputs: the one that says where x lies. */
const locations = ['xHat', 'mean', 'mu', 'loc', 'rate'];

/** The symbol of a likelihood's parameters that a decoder's output is; null where all are numbers. */
export function outputOf({ parameters }: Pick<Likelihood, 'parameters'>): string | null {
  const outputs = Object.values(parameters).flatMap((expr) =>
    [...freeSymbols(expr)].filter((name) => axesOfSymbol(expr, name).length > 0),
  );
  return locations.find((name) => outputs.includes(name)) ?? outputs[0] ?? null;
}
