// The constant that code leaves out: what the derivation drops, all of it or as much as the code does.

import type { Change } from '../../../elbo/derivations/derivation.ts';
import type { ToldSteps } from '../../../elbo/derivations/toldSteps.ts';
import { minus, symbol, times } from '../../../elbo/expr/build.ts';
import { evaluate } from '../../../elbo/expr/evaluate.ts';
import type { Expr } from '../../../elbo/expr/expr.ts';
import { numberOps } from '../../../elbo/expr/numberOps.ts';
import { freeSymbols, substitute } from '../../../elbo/expr/walk.ts';
import { clean, tidyNumber } from '../toExpr.ts';
import { hasColumns } from './inNames.ts';
import { inCode, type Telling } from './telling.ts';

export interface Dropped {
  readonly change: Extract<Change, { kind: 'dropped' }>;
  readonly term: Expr;
  readonly rest: Expr;
  readonly why: string;
}

/** What the derivation drops first, and what is left; null where it drops nothing. */
export function droppedIn(telling: Telling): Dropped | null {
  for (const { change, to, why } of telling.derivation.steps) {
    if (change.kind !== 'dropped') continue;
    return { change, term: inCode(telling, change.term), rest: inCode(telling, to), why };
  }
  return null;
}

/** Without the constant, as far as the code leaves it out. */
export function withoutDropped(steps: ToldSteps, telling: Telling): ToldSteps {
  const { form, match } = telling;
  if (form.rest) return withoutRest(steps, telling, form.rest);
  const dropped = droppedIn(telling);
  if (!dropped || dropped.change.needed || form.steps !== null) return steps;
  const isStated = !hasColumns(match) && match.basis.constant === null && !form.alwaysDrops;
  if (isStated) return steps;
  const values = Object.fromEntries(
    form.chosen.map(({ symbol: name, value }) => [name, telling.names.inCode(value)] as const),
  );
  const term = substitute(dropped.term, values);
  const kept = keptPerDimension(telling);
  if (kept === 0) {
    return steps.step({ ...dropped.change, term }, substitute(dropped.rest, values), dropped.why);
  }
  const left = numberOf(term);
  return left === null ? steps : withoutPart(steps, telling, left - kept, dropped);
}

/** The same for a formula that is short of a constant of its own. */
function withoutRest(steps: ToldSteps, telling: Telling, rest: Expr): ToldSteps {
  const kept = keptPerDimension(telling);
  const own = evaluateConstant(rest);
  const change: Dropped['change'] = {
    kind: 'dropped',
    term: rest,
    needed: false,
    effect: 'The value moves by this much.',
  };
  const why = 'Free of everything that is learned, so gradients stay.';
  if (own === null) {
    const term = times(symbol(telling.names.letter), kept === 0 ? rest : minus(rest, kept));
    return steps.step({ ...change, term }, minus(steps.end, term), why);
  }
  return withoutPart(steps, telling, own - kept, { change, term: rest, rest, why });
}

function withoutPart(
  steps: ToldSteps,
  { names }: Telling,
  perDimension: number,
  { change, why }: Dropped,
): ToldSteps {
  const left = clean(perDimension);
  if (left === 0) return steps;
  const size = symbol(names.letter);
  const term = left === 1 ? size : times(size, tidyNumber(left));
  return steps.step({ ...change, term }, minus(steps.end, term), why);
}

/** The constant that the code has for each dimension, against the exact formula. */
export function keptPerDimension({ match }: Telling): number {
  const at = match.basis.columns.findIndex(({ target }) => target === null);
  return at < 0 ? 0 : clean((match.coefficients[at] ?? 0) / match.scale);
}

/** The value of D c for one dimension; null where it is none of this form. */
function numberOf(term: Expr): number | null {
  const free = [...freeSymbols(term)];
  return free.length === 1 && free[0] === 'D' ? evaluate(term, numberOps, { D: 1 }) : null;
}

const evaluateConstant = (expr: Expr): number | null =>
  freeSymbols(expr).size > 0 ? null : evaluate(expr, numberOps, {});
