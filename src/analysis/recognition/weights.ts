// What multiplies a piece: its kind, and its value as a formula.

import { type Code, some, unnamed } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import { isBatchSize, isInverseBatch } from './reductions.ts';
import { isWeightName } from './names.ts';
import type { Piece } from './piece.ts';

const schedule = /anneal|warm|sched|cycl|ramp|kl_?rate|epoch|global_?step|iter/iu;
const trivial = [1, 2, 0.5];

/** none, beta, const:<v>, anneal, expr or free-bits. `factor` is the numeric factor against the exact term. */
export function weightKind(piece: Piece, factor: number): string {
  if (piece.flags.has('freeBits')) return 'free-bits';
  const weights = piece.weights.filter((weight) => !isInverseBatch(weight) && !isPlainSize(weight));
  const magnitude = Math.abs(factor);
  const isTrivial = trivial.some((value) => Math.abs(value - magnitude) < 1e-9);
  if (weights.length === 0) {
    if (piece.weights.some((weight) => !isInverseBatch(weight)) || isSizeLike(magnitude))
      return 'expr';
    return isTrivial ? 'none' : `const:${Number(magnitude.toPrecision(10))}`;
  }
  if (weights.some((weight) => some(weight, (node) => schedule.test(labelOf(node)))))
    return 'anneal';
  const isNamed = (weight: Code) => weight.kind === 'symbol' || weight.kind === 'named';
  const named = weights.filter(isNamed);
  if (named.some((weight) => isWeightName(labelOf(weight)))) return 'beta';
  return weights.length === named.length && !named.some((weight) => sizeWords.test(labelOf(weight)))
    ? 'beta'
    : 'expr';
}

/** A weight that is one thing or a number, or a schedule that ends at a number: at its end. */
export function atEnd(weight: Code): Code {
  const value = unnamed(weight);
  if (value.kind !== 'choice') return weight;
  return value.alternatives.map(unnamed).find(({ kind }) => kind === 'number') ?? weight;
}

const sizeWords =
  /(?:dim|size|shape|pixels|nodes|width|height|rows|cols|channels|len|norm|\bn_?|num|count|\bk\b)/iu;

/** A multiplier such as 784 or 1/784: a number of dimensions, not a preference. */
function isSizeLike(magnitude: number): boolean {
  const whole = magnitude >= 1 ? magnitude : 1 / magnitude;
  return whole >= 16 && Math.abs(whole - Math.round(whole)) < 1e-6 * whole && whole % 10 !== 0;
}

function isPlainSize(weight: Code): boolean {
  const value = unnamed(weight);
  const base = value.kind === 'power' ? unnamed(value.base) : value;
  return base.kind === 'symbol' && base.symbol.origin === 'size';
}

/** A node as plain arithmetic in the code's own names; null if it is no such thing. */
export function formulaOf(node: Code): string | null {
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'symbol':
      return symbolFormula(node);
    case 'named': {
      const inner = unnamed(node);
      if (inner.kind === 'number' || (inner.kind === 'symbol' && inner.symbol.origin === 'size'))
        return formulaOf(inner);
      const arithmetic =
        inner.kind === 'multiply' || inner.kind === 'power' ? formulaOf(inner) : null;
      return arithmetic ?? (/^[A-Za-z_]\w*$/u.test(node.name) ? node.name : null);
    }
    case 'multiply': {
      const parts = node.factors.map(formulaOf);
      return parts.every((part) => part !== null)
        ? parts.map((part) => `(${part})`).join('*')
        : null;
    }
    case 'add': {
      const parts = node.terms.map(formulaOf);
      return parts.every((part) => part !== null)
        ? parts.map((part) => `(${part})`).join('+')
        : null;
    }
    case 'power': {
      const [base, exponent] = [formulaOf(node.base), formulaOf(node.exponent)];
      return base !== null && exponent !== null ? `(${base})^(${exponent})` : null;
    }
    case 'choice':
      return node.alternatives[0] ? formulaOf(node.alternatives[0]) : null;
    default:
      return null;
  }
}

function symbolFormula(node: Extract<Code, { kind: 'symbol' }>): string | null {
  const { symbol } = node;
  if (symbol.size === 'B' || isBatchSize(node)) return 'B';
  if (symbol.size !== null && symbol.origin === 'size') return symbol.size === 'N' ? 'N' : 'D';
  const name =
    symbol.name
      .replace(/^self\./u, '')
      .split('.')
      .at(-1) ?? '';
  return /^[A-Za-z_]\w*$/u.test(name) ? name : null;
}
