// Formulas of roles in the names of the code, and what kind of value each name stands for.

import type { Axis } from '../../../elbo/axes.ts';
import { meanOver, plus, sumOver, symbol, times } from '../../../elbo/expr/build.ts';
import type { Expr } from '../../../elbo/expr/expr.ts';
import { literalName } from '../../../elbo/expr/spelling.ts';
import { toUnicode } from '../../../elbo/expr/unicode.ts';
import { map } from '../../../elbo/expr/walk.ts';
import type { Match } from '../../recognition/match.ts';
import { clean, logVariance, roleExpr, splitExponentials, tidyNumber } from '../toExpr.ts';

const longestName = 28;

/** The variable in a role as one symbol: an expression of the code goes by its text. */
export function roleSymbol(match: Match, role: string, axes: readonly Axis[]): Expr {
  const expr = roleExpr(match, role, axes);
  if (expr.kind === 'symbol') return { ...expr, axes };
  const text = toUnicode(expr);
  return symbol(literalName(text.length > longestName ? role : text), axes);
}

/** Roles as symbols along `axes`, by name. */
export const roleSymbols = (match: Match, axes: readonly Axis[]): Readonly<Record<string, Expr>> =>
  Object.fromEntries(
    match.basis.roles.map((role) => [role, roleSymbol(match, role, axes)] as const),
  );

/** A formula of roles with the code's variables in their place; scales are read as the code means them. */
export function inNames(expr: Expr, match: Match, axes: readonly Axis[]): Expr {
  const named = roleSymbols(match, axes);
  const replaced = map(expr, (node) => {
    const role = node.kind === 'symbol' ? named[node.name] : undefined;
    if (node.kind !== 'symbol' || role === undefined) return node;
    const isScale = match.basis.scales.includes(match.basis.roles.indexOf(node.name));
    return isScale ? logVariance(role, match.parameter) : role;
  });
  return splitExponentials(replaced);
}

/** True where every column of the formula is an expression, not a function of numbers alone. */
export const hasColumns = ({ basis }: Match): boolean =>
  basis.columns.every(
    ({ name, expr }) => !(expr.kind === 'symbol' && expr.name === name && !isRole(basis, name)),
  );

const isRole = ({ roles }: Match['basis'], name: string): boolean => roles.includes(name);

/** Reduced as code does it, with the coefficients the code has, right or wrong, times `factor`. */
export function codeKernel(
  match: Match,
  factor: number,
  axis: Axis,
  reduction: 'sum' | 'mean',
  axes: readonly Axis[],
): Expr {
  const columns = match.basis.columns.flatMap((column, index) => {
    const coefficient = clean((match.coefficients[index] ?? 0) * factor);
    return coefficient === 0 ? [] : [{ ...column, coefficient }];
  });
  const first = columns.find(({ target }) => target !== null)?.coefficient ?? 1;
  const terms = columns.map(({ expr, coefficient }) => {
    const ratio = tidyNumber(coefficient / first);
    const term = inNames(expr, match, axes);
    return ratio.kind === 'number' && ratio.value === 1 ? term : times(ratio, term);
  });
  const [only = times()] = terms;
  const body = terms.length === 1 ? only : plus(...terms);
  const reduced = (reduction === 'mean' ? meanOver : sumOver)(axis, body);
  return first === 1 ? reduced : times(tidyNumber(first), reduced);
}
