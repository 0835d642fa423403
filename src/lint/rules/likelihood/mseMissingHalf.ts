// ELBO107: a squared error summed without its one half.

import { num, over, sqrt } from '../../../elbo/expr/build.ts';
import type { Context } from '../../context.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import type { Term } from '../../../analysis/recognition/term.ts';

export const rule: Rule = {
  id: 'ELBO107',
  name: 'mse-missing-half',
  severity: 'information',
  what: 'A squared error is summed over the data dimensions without the factor ½ a Gaussian of σ = 1 has.',
  why: 'x',
  instead: 'y',
  quantity: { name: 'implied σ', formula: sqrt(over(num(1), num(2))) },
  sources: [],
  needs: null,
  *check(context) {
    for (const term of context.terms()) if (isWhole(term)) yield draftOf(context, term);
  },
};

function isWhole({ family, kind, scale, reduction }: Term): boolean {
  return (
    kind === 'reconstruction' &&
    family === 'gaussian_fixed' &&
    scale === 2 &&
    reduction.features === 'sum'
  );
}

function draftOf(_: Context, term: Term): Draft {
  return {
    span: term.span,
    symbol: term.symbol,
    message:
      'The summed squared error has no factor ½: it is −log N(x; x̂, σ²) with σ² = ½ (σ = 0.707), up to the constant D/2 log π. ' +
      'For σ = 1 weigh it by ½; at σ = 1 it halves the effective β.',
  };
}

export const examples: Examples = { invalid: [], traps: [] };
