// The likelihood of standardised data, stated for the data themselves: the networks work with y = (x - m) / s, and
// log p(x|z) = log p(y|z) - log s in each dimension, since a density changes with the units of what it is of.

import { tensor1d } from '@tensorflow/tfjs-core';
import type { Standardisation } from '../data/standardisation.ts';
import { minus, plus, symbol, times } from '../elbo/expr/build.ts';
import type { LikelihoodHead } from './likelihoodHead.ts';
import { constantOperand, type Operand } from './operand.ts';

/** Names of the constants; no family has parameters called so. */
const names = { logScale: 'logDataScale', scale: 'dataScale', centre: 'dataCentre' } as const;

const logScale = symbol(names.logScale, ['data']);
const scale = symbol(names.scale, ['data']);
const centre = symbol(names.centre, ['data']);

/**
 * The head with its log p, in nats of the data's units, and its mean, in these units. It is still given y. The
 * constants are made where the formulas are read, so that they are freed with everything else of a step.
 */
export function inDataUnits(
  head: LikelihoodHead,
  standardisation: Standardisation | null,
): LikelihoodHead {
  if (standardisation === null) return head;
  const constants = constantsOf(standardisation);
  return {
    ...head,
    logProb: minus(head.logProb, logScale),
    mean: plus(centre, times(scale, head.mean)),
    bind: (decoded) => ({ ...head.bind(decoded), ...constants() }),
  };
}

function constantsOf({ mean, scale: scales }: Standardisation): () => Record<string, Operand> {
  const values = {
    [names.logScale]: Float32Array.from(scales, Math.log),
    [names.scale]: Float32Array.from(scales),
    [names.centre]: Float32Array.from(mean),
  };
  return () =>
    Object.fromEntries(
      Object.entries(values).map(([name, entries]) => [
        name,
        constantOperand(tensor1d(entries), ['data']),
      ]),
    );
}
