// What is printed as a function: the negative log likelihood of a family in one of its parameterisations, and the KL of
// a divergence. A program holds formulas and words, and knows no framework.

import { closedFormOf, type FormulaDivergence } from '../divergences/expressions.ts';
import { meanOver, negative, sumOver, symbol } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { computedLogProb } from '../families/computed.ts';
import type { Family, Given, Parameterisation } from '../families/family.ts';

export interface ProgramParameter {
  readonly name: string;
  readonly meaning: string;
}

export interface Program {
  /** Of its name: bernoulli, nll, from, logits. */
  readonly words: readonly string[];
  readonly summary: string;
  /** What may enter, in the order of its arguments; those that the formula has are printed. */
  readonly parameters: readonly ProgramParameter[];
  /** What each dimension of a datum has, or the datum: a name and its formulas, the most exact first. */
  readonly element: { readonly name: string; readonly formulas: readonly [Expr, ...Expr[]] };
  /** In the symbol of the element. */
  readonly result: Expr;
}

const given: Readonly<Record<Given, string>> = {
  levels: 'Values of the levels.',
  binWidth: 'Distance between two levels.',
  minimum: 'The lowest level.',
  maximum: 'The highest level.',
  totalCount: 'Sum of each datum.',
};

export function likelihoodProgram(family: Family, form: Parameterisation): Program {
  const isDatum = family.event.of === 'datum';
  const logProb = symbol('logProb', isDatum ? ['batch'] : ['batch', 'data']);
  return {
    words: [...family.id.split('-'), 'nll', 'from', form.id],
    summary:
      `${family.name}: negative log likelihood in nats, ` +
      `${isDatum ? 'of each datum' : 'summed over data dimensions'}, averaged over the batch.`,
    parameters: [
      { name: 'x', meaning: 'The data.' },
      ...form.parameters,
      ...family.given.map((name) => ({ name, meaning: given[name] })),
    ],
    element: { name: 'logProb', formulas: [computedLogProb(form), form.logProb] },
    result: negative(meanOver('batch', isDatum ? logProb : sumOver('data', logProb))),
  };
}

export const divergenceProgram = (divergence: FormulaDivergence): Program => ({
  words: divergence.id.split('-'),
  summary: `${divergence.name} in nats, summed over latent dimensions, averaged over the batch.`,
  parameters: divergence.parameters,
  element: { name: 'kl', formulas: [closedFormOf(divergence)] },
  result: meanOver('batch', sumOver('latent', symbol('kl', ['batch', 'latent']))),
});
