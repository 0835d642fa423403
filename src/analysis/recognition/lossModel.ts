// A total as a model: the weight of the KL once the likelihood has scale 1, and the scale that weight implies.

import type { Fact } from '../lowering/machine.ts';
import { isInverseBatch, reductionOf } from './reductions.ts';
import { senseOf } from './sense.ts';
import type { Piece } from './split.ts';
import type { LossModel, Quantity, Term } from './term.ts';
import { formulaOf, weightKind } from './weights.ts';

export function modelOf(fact: Fact, pieces: readonly Piece[], terms: readonly Term[]): LossModel {
  const likelihood = pieces.find((piece) => senseOf(piece)?.kind === 'reconstruction');
  const divergence = pieces.find((piece) =>
    ['kl', 'discrete_kl'].includes(senseOf(piece)?.kind ?? ''),
  );
  const beta = likelihood && divergence ? ratio(divergence, likelihood) : null;
  const family = likelihood ? senseOf(likelihood)?.family : undefined;
  const kernels = new Set(pieces.map((piece) => piece.kernel));
  const kind = divergence
    ? weightKind(divergence, divergence.coefficient * (divergence.match?.scale ?? 1))
    : 'none';
  return {
    symbol: fact.symbol,
    span: fact.span,
    effectiveBeta: beta,
    impliedScale: beta && family ? impliedScale(beta, family) : null,
    betaKind: kind === 'anneal' ? 'schedule' : kind === 'free-bits' ? 'threshold' : 'const',
    sumOverBatch: likelihood ? reductionOf(likelihood).batch === 'sum' : false,
    terms: terms.filter((term) => term.piece && kernels.has(term.piece.kernel)),
  };
}

interface Multiplier {
  readonly number: number;
  /** Factors in the code's names, each with its exponent. */
  readonly factors: ReadonlyMap<string, number>;
}

/** (multiplier of the KL) / (multiplier of the negative log likelihood), sizes and weights as symbols. */
function ratio(divergence: Piece, likelihood: Piece): Quantity | null {
  const above = multiplierOf(divergence, 'd');
  const below = multiplierOf(likelihood, 'D');
  if (!above || !below || below.number === 0) return null;
  const factors = new Map(above.factors);
  for (const [name, exponent] of below.factors)
    factors.set(name, (factors.get(name) ?? 0) - exponent);
  const number = above.number / below.number;
  const parts = [...factors].filter(([, exponent]) => exponent !== 0);
  const numerator = [
    String(Number(number.toPrecision(12))),
    ...parts.filter(([, e]) => e > 0).map(power),
  ];
  const denominator = parts.filter(([, e]) => e < 0).map(([name, e]) => power([name, -e]));
  const top = numerator.length > 1 && numerator[0] === '1' ? numerator.slice(1) : numerator;
  const formula = top.join('*') + denominator.map((part) => `/${part}`).join('');
  return { formula, value: parts.length === 0 ? number : null };
}

function power([name, exponent]: readonly [string, number]): string {
  const base = /^[\w.]+$/u.test(name) ? name : `(${name})`;
  return exponent === 1 ? base : `${base}^${exponent}`;
}

function multiplierOf(piece: Piece, size: 'D' | 'd'): Multiplier | null {
  const factors = new Map<string, number>();
  const put = (name: string, exponent: number) =>
    factors.set(name, (factors.get(name) ?? 0) + exponent);
  const number = piece.coefficient * (piece.match?.scale ?? 1);
  const { batch, features } = reductionOf({ ...piece, weights: [] });
  if (features === 'mean') put(size, -1);
  if (batch === 'mean') put('B', -1);
  for (const weight of piece.weights) {
    if (isInverseBatch(weight)) {
      put('B', -1);
      continue;
    }
    const formula = formulaOf(weight);
    if (formula === null) return null;
    const inverse = /^\(([\w.]+)\)\^\(-1\)$/u.exec(formula);
    put(inverse?.[1] ?? formula, inverse ? -1 : 1);
  }
  return { number, factors };
}

function impliedScale(beta: Quantity, family: string): LossModel['impliedScale'] {
  if (family === 'gaussian_fixed') {
    return {
      parameter: 'sigma',
      formula: `sqrt(${beta.formula})`,
      value: beta.value === null ? null : Math.sqrt(beta.value),
    };
  }
  return family === 'laplace' ? { parameter: 'b', ...beta } : null;
}
