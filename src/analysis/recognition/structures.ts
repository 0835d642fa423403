// Terms that are no elementwise kernel: recognised by how reductions and opaque values are put together.

import { type Code, has, holds, some, unnamed } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import type { Fact } from '../lowering/unit.ts';
import type { TermKind } from './bases.ts';

export interface Structure {
  readonly kind: TermKind;
  readonly family: string;
}

/** An addend of a statement's outermost sum: its number, and what it is a multiple of. */
interface Addend {
  readonly coefficient: number;
  readonly value: Code;
}

/** The outermost sum of a value, under its names, reductions and factors. */
export function addendsOf(value: Code): readonly Addend[] {
  const inner = unnamed(value);
  switch (inner.kind) {
    case 'add':
      return inner.terms.map(coefficientOf);
    case 'reduce':
      return inner.reduction === 'logSumExp' ? [] : addendsOf(inner.body);
    case 'multiply': {
      const carriers = inner.factors.filter((factor) => factor.kind !== 'number');
      const [only] = carriers;
      return carriers.length === 1 && only ? addendsOf(only) : [];
    }
    default:
      return [];
  }
}

function coefficientOf(term: Code): Addend {
  if (term.kind !== 'multiply' || term.factors[0]?.kind !== 'number')
    return { coefficient: 1, value: term };
  const [number, ...rest] = term.factors;
  const [only] = rest;
  return { coefficient: number.value, value: rest.length === 1 && only ? only : term };
}

/** What the addends of one statement make together; null if nothing known. */
export function structureOf(fact: Fact): Structure | null {
  const addends = addendsOf(fact.value);
  return (
    maximumMeanDiscrepancy(addends) ??
    densityRatio(addends) ??
    decomposition(addends) ??
    namedRegulariser(fact, addends) ??
    gumbelSoftmax(fact)
  );
}

/** Three kernel means with weights w, w, -2w. */
function maximumMeanDiscrepancy(addends: readonly Addend[]): Structure | null {
  if (addends.length !== 3) return null;
  const [a = 0, b = 0, c = 0] = addends
    .map(({ coefficient }) => coefficient)
    .toSorted((p, q) => p - q);
  const isWeighted =
    a < 0 && Math.abs(b - c) < 1e-9 * Math.abs(b) && Math.abs(a + 2 * b) < 1e-9 * Math.abs(a);
  const isReduced = addends.every(({ value }) =>
    some(value, (node) => node.kind === 'reduce' || node.kind === 'symbol'),
  );
  const isSquare = addends.some(({ value }) => unnamed(value).kind === 'power');
  return isWeighted && isReduced && !isSquare ? { kind: 'mmd', family: 'rbf_or_imq' } : null;
}

/** The difference of the two outputs of one network: log D(z) / (1 - D(z)). */
function densityRatio(addends: readonly Addend[]): Structure | null {
  const [first, second] = addends.map(({ value }) => unnamed(value));
  if (addends.length !== 2 || first?.kind !== 'symbol' || second?.kind !== 'symbol') return null;
  const bothParts = first.symbol.origin === 'index' && second.symbol.origin === 'index';
  const [base] = first.symbol.args;
  const sameBase = base !== undefined && base === second.symbol.args[0];
  const opposite = addends[0]?.coefficient === -(addends[1]?.coefficient ?? 0);
  const speaks = /disc|logit|^D_|d_z|density|tc/iu.test(labelOf(base ?? first));
  return bothParts && sameBase && opposite && speaks
    ? { kind: 'tc', family: 'density_ratio' }
    : null;
}

const conditional =
  /log_?q_?zcx|log_?q_?(?:z_?(?:given_?)?_?x|zx|z_cond)|logqz_?(?:condx|x)|log_?q_?z_?cond/iu;
const aggregate = /log_?q_?z$|logqz$|log_?q_?z_?(?:marginal|agg)/iu;
const product = /log_?(?:prod_?)?q_?z_?(?:prod|i|prodmarginals)|log_?prod_?q|logqz_?prod/iu;
const prior = /log_?p_?z|logpz/iu;

/** Differences of log q(z|x), log q(z), log prod q(z_j) and log p(z), by their names. */
function decomposition(addends: readonly Addend[]): Structure | null {
  if (addends.length !== 2) return null;
  const [plus, minus] = addends.toSorted((p, q) => q.coefficient - p.coefficient);
  if (!plus || !minus || plus.coefficient <= 0 || minus.coefficient >= 0) return null;
  const kinds = [densityKind(plus.value), densityKind(minus.value)];
  if (kinds[0] === 'conditional' && kinds[1] === 'aggregate')
    return { kind: 'tc', family: 'mutual_information' };
  if (kinds[0] === 'aggregate' && kinds[1] === 'product')
    return { kind: 'tc', family: 'minibatch_stratified' };
  if (kinds[0] === 'product' && kinds[1] === 'prior')
    return { kind: 'kl', family: 'dimension_wise_mc' };
  return null;
}

function densityKind(value: Code): 'conditional' | 'aggregate' | 'product' | 'prior' | null {
  const name = labelOf(value).replace(/^.*\./u, '');
  if (product.test(name)) return 'product';
  if (conditional.test(name)) return 'conditional';
  if (aggregate.test(name)) return 'aggregate';
  return prior.test(name) ? 'prior' : null;
}

/** Disentangled inferred prior and sliced Wasserstein: sums of squares over what no formula of one element holds. */
function namedRegulariser(fact: Fact, addends: readonly Addend[]): Structure | null {
  if (!has(fact.value, holds.power)) return null;
  if (/(?:^|_|\b)dip(?:_|\b)/iu.test(fact.name) && addends.length >= 2)
    return { kind: 'regulariser', family: 'dip' };
  const transports = /(?:swd|wasserstein|w_?dist)/iu;
  return transports.test(fact.symbol) && /(?:dist|swd|loss|wass)/iu.test(fact.name)
    ? { kind: 'regulariser', family: 'sliced_wasserstein' }
    : null;
}

/** softmax((logits + g) / tau) with g from uniform noise, or the library's call. */
function gumbelSoftmax(fact: Fact): Structure | null {
  const value = unnamed(fact.value);
  if (value.kind !== 'symbol') return null;
  const { callee, args } = value.symbol;
  const drawn = args.some((arg: Code) => has(arg, holds.noise));
  const isGumbel =
    /gumbel_?softmax/iu.test(callee ?? '') || (/softmax/iu.test(callee ?? '') && drawn);
  return isGumbel ? { kind: 'reparameterize', family: 'gumbel_softmax' } : null;
}
