// The form of log p that engines compute, and what its symbols vary along.

import { axisOrder, type Axis } from '../axes.ts';
import type { Expr } from '../expr/expr.ts';
import { fold } from '../expr/walk.ts';
import type { Parameterisation } from './family.ts';

/** log p in the form that keeps its digits. */
export const computedLogProb = ({ logProb, stable }: Parameterisation): Expr =>
  stable === 'same' ? logProb : stable;

/** The axes that the symbol varies along in an expression; none if it does not occur. */
export function axesOfSymbol(expr: Expr, name: string): readonly Axis[] {
  const found = fold<readonly Axis[]>(expr, (node, parts) =>
    node.kind === 'symbol' && node.name === name ? node.axes : parts.flat(),
  );
  return axisOrder.filter((axis) => found.includes(axis));
}
