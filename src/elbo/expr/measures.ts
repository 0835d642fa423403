// The symbols that weigh values of z: a sum over `state` of one of them times f is written as the expectation of f.

import { num, over, times } from './build.ts';
import type { Expr } from './expr.ts';

/** What stands below the E. */
export const measures = {
  qzGivenX: { latex: 'q(z \\mid x)', unicode: 'q(z|x)' },
  qOfDraws: { latex: 'z_1, \\dots, z_K \\sim q', unicode: 'z₁…z_K ~ q' },
  pEpsilon: { latex: '\\varepsilon \\sim \\mathcal{N}(0, 1)', unicode: 'ε ~ N(0, 1)' },
  uniformNoise: { latex: 'u', unicode: 'u' },
  qAggregate: { latex: 'q(z)', unicode: 'q(z)' },
} as const;

export type Measure = keyof typeof measures;

const isMeasure = (expr: Expr): boolean =>
  expr.kind === 'symbol' && Object.hasOwn(measures, expr.name);

/** A measure taken out of a product or the numerator of a quotient. */
export function splitMeasure(body: Expr): {
  readonly measure: Measure | undefined;
  readonly rest: Expr;
} {
  if (isMeasure(body)) return { measure: nameOf(body), rest: num(1) };
  if (body.kind === 'divide') {
    const { measure, rest } = splitMeasure(body.numerator);
    return { measure, rest: over(rest, body.denominator) };
  }
  const found = body.kind === 'multiply' ? body.factors.find(isMeasure) : undefined;
  if (found === undefined || body.kind !== 'multiply') return { measure: undefined, rest: body };
  const others = body.factors.filter((factor) => factor !== found);
  const [only = num(1)] = others;
  return { measure: nameOf(found), rest: others.length > 1 ? times(...others) : only };
}

const nameOf = (expr: Expr): Measure | undefined =>
  expr.kind === 'symbol' ? (expr.name as Measure) : undefined;
