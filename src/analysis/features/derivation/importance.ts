// The derivation of an importance-weighted loss, told of its code: from log p(x) over K draws under one logarithm to the
// statement.

import {
  batchImportanceSymbols,
  importanceDefinitions,
  importanceQuantities,
  importanceSteps,
  importanceWeighted,
  logMeanWeight,
} from '../../../elbo/derivations/importanceWeighted.ts';
import type { CodeLink } from '../../../elbo/derivations/told.ts';
import { ToldSteps } from '../../../elbo/derivations/toldSteps.ts';
import { log, logSumExpOver, negative, num, symbol } from '../../../elbo/expr/build.ts';
import { reductionOf } from '../../recognition/reductions.ts';
import type { LossModel, Term } from '../../recognition/term.ts';
import { termsInOrder } from '../lenses.ts';
import { drawsOf } from '../objective.ts';
import { codeLine } from './codeLines.ts';
import type { TellingContext } from './context.ts';
import { batchWords } from './ownTerm.ts';
import { quantitiesOf } from './quantities.ts';
import type { ToldTotal } from './total.ts';
import { isUnit, pieceIn, productsOf, weightOfProduct } from './weight.ts';

const symbols = batchImportanceSymbols;

/** Null where its terms are weighed, so that the weights of the draws are not p(x, z)/q(z|x). */
export function tellImportance(context: TellingContext, loss: LossModel): ToldTotal | null {
  const products = productsOf(loss);
  const likelihood = termsInOrder(loss).find(({ kind }) => kind === 'reconstruction');
  const piece = likelihood && pieceIn(loss, likelihood);
  const weights = products && [
    weightOfProduct(products.likelihood, loss.sizes),
    weightOfProduct(products.divergence, loss.sizes),
  ];
  if (!piece || !weights?.every((weight) => weight !== null && isUnit(weight))) return null;
  const general = importanceSteps(symbols).done();
  const bound = ToldSteps.from(general[0].from)
    .follow(general, [])
    .step(
      { kind: 'scaled', factor: num(-1) },
      negative(symbols.mean(logMeanWeight(symbols))),
      'Losses are minimised: minus the bound.',
    )
    .step(
      { kind: 'sampled', measure: symbols.draws },
      negative(logMeanWeight(symbols)),
      'K draws of z from the encoder in place of all ways they may come out: the same on average.',
      ['A', 'B'],
    );
  const kept =
    drawsOf(loss) === 'mean'
      ? bound
      : bound.step(
          {
            kind: 'dropped',
            term: log(symbol('K')),
            needed: false,
            effect: 'The value is lower by log K, and no bound.',
          },
          negative(logSumExpOver('sample', log(symbols.w))),
          'The code leaves log K out: no parameter is learned in it, so gradients stay.',
        );
  const { batch } = reductionOf(piece);
  const reduced =
    batch === 'mean' || batch === 'sum' ? kept.reducedOver(batch, batchWords[batch]) : kept;
  const { steps } = reduced.endingIn(codeLine(context.analysis, loss.span, context.where));
  const definitions = importanceDefinitions(symbols);
  return {
    told: {
      title: importanceWeighted.title,
      question: importanceWeighted.question,
      subject: log(symbol('px')),
      quantities: quantitiesOf(
        { quantities: importanceQuantities, definitions },
        {},
        steps,
        new Map(),
      ),
      definitions,
      steps,
      conclusion: importanceWeighted.conclusion,
      sources: importanceWeighted.sources,
    },
    links: termsInOrder(loss).flatMap(linkOf),
  };
}

function linkOf({ kind, span }: Term): readonly CodeLink[] {
  if (kind === 'reconstruction')
    return [{ letter: 'A', label: 'reconstruction', spans: [span], symbols: [] }];
  return kind === 'kl'
    ? [{ letter: 'B', label: 'prior and encoder', spans: [span], symbols: [] }]
    : [];
}
