// Kernels known by their shape rather than by a fit: they hold what no formula of a few leaves does.

import { type Code, unnamed } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import { kindOfWord } from './names.ts';
import type { BarePiece } from './piece.ts';

export interface Shape {
  readonly kind: 'reconstruction' | 'kl';
  readonly family: string;
  /** The kernel is log p rather than its negative. */
  readonly isLog?: boolean;
}

export function shapeOf(piece: BarePiece): Shape | null {
  return (
    discretizedLogistic(piece.kernel) ?? logSoftmaxProduct(piece.kernel) ?? unitVariance(piece)
  );
}

/** log(sigmoid(a) - sigmoid(b)): the mass of one bin of a logistic. */
function discretizedLogistic(kernel: Code): Shape | null {
  const inner = unwrapped(kernel);
  if (inner.kind !== 'apply' || inner.fn !== 'log' || !inner.args[0]) return null;
  const difference = unwrapped(inner.args[0]);
  if (difference.kind !== 'add' || difference.terms.length !== 2) return null;
  const signOf = (term: Code) => {
    const value = unnamed(term);
    const isNegative =
      value.kind === 'multiply' &&
      value.factors[0]?.kind === 'number' &&
      value.factors[0].value === -1;
    const rest = isNegative ? unwrapped(value.factors[1] ?? value) : unwrapped(value);
    return rest.kind === 'apply' && rest.fn === 'sigmoid' ? (isNegative ? -1 : 1) : 0;
  };
  const signs = new Set(difference.terms.map(signOf));
  return signs.has(1) && signs.has(-1)
    ? { kind: 'reconstruction', family: 'discretized_logistic', isLog: true }
    : null;
}

/** Under names, clamps and number factors. */
function unwrapped(node: Code): Code {
  const value = unnamed(node);
  if (value.kind === 'apply' && (value.fn === 'clip' || value.fn === 'maximum') && value.args[0])
    return unwrapped(value.args[0]);
  if (
    value.kind === 'multiply' &&
    value.factors.length === 2 &&
    value.factors[0]?.kind === 'number'
  )
    return unwrapped(value.factors[1] ?? value);
  return value;
}

const oneHot = /one_?hot|labels?|target|class|tokens?/iu;

/** x log_softmax(l): counts under a multinomial, or one of several classes where x says so. */
function logSoftmaxProduct(kernel: Code): Shape | null {
  const value = unwrapped(kernel);
  if (value.kind !== 'multiply') return null;
  const factors = value.factors.filter((factor) => factor.kind !== 'number');
  const isLog = (factor: Code) => {
    const inner = unnamed(factor);
    return inner.kind === 'symbol' && /log_?softmax$/iu.test(inner.symbol.callee ?? '');
  };
  const x = factors.find((factor) => !isLog(factor));
  if (factors.length !== 2 || !x || !factors.some(isLog)) return null;
  const isSoftmax = (node: Code) =>
    node.kind === 'symbol' && /softmax$/iu.test(node.symbol.callee ?? '');
  if (isSoftmax(unnamed(x))) return null;
  return {
    kind: 'reconstruction',
    family: oneHot.test(labelOf(x)) ? 'categorical' : 'multinomial',
    isLog: true,
  };
}

/** mu^2 where the author says it is a divergence: the KL of a posterior of variance one, up to nothing. */
function unitVariance(piece: BarePiece): Shape | null {
  const value = unwrapped(piece.kernel);
  const isSquare =
    value.kind === 'power' &&
    value.exponent.kind === 'number' &&
    value.exponent.value === 2 &&
    unnamed(value.base).kind === 'symbol';
  const isNamed = piece.names.some((name) => kindOfWord(name, false) === 'divergence');
  return isSquare && isNamed && piece.coefficient > 0 && piece.reductions.length > 0
    ? { kind: 'kl', family: 'unit_variance_gaussian' }
    : null;
}
