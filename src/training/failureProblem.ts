// A value that stopped being finite, in words: what, why, what now.

import { formatCount, formatNats } from '../elbo/format.ts';
import type { RunProblem } from '../elbo/trainingEvent.ts';
import type { Failure, TermName } from './diagnosis.ts';
import { overflowOf, sizeOf, type LayerFinding } from './layerFinding.ts';

const termNames: Readonly<Record<TermName, string>> = {
  kl: 'KL',
  reconstruction: 'Reconstruction',
};

/** The failure in words: what, why, what now. */
export function problemOf(failure: Failure, learningRate: number): RunProblem {
  const { step, term, kind, layer, keptStep } = failure;
  const subject =
    kind === 'value' ? termNames[term] : `The gradient of ${inSentence(termNames[term])}`;
  const became = failure.isNaN ? 'stopped being a number' : 'became infinite';
  return {
    what: `${subject} ${became} at step ${formatCount(step)}.`,
    why: reason(layer, kind),
    now:
      `The weights of step ${keptStep} are kept. Lower \`training.learningRate\` (now ${learningRate}), ` +
      'or check the range of the data.',
    configPath: 'training.learningRate',
    step,
    term,
    layer: layer.name,
  };
}

const inSentence = (name: string) => (name === 'KL' ? name : name.toLowerCase());

function reason(layer: LayerFinding, kind: Failure['kind']): string {
  const { name, isFinite } = layer;
  if (kind === 'gradient') return `Layer ${name} got a gradient that is not finite.`;
  if (!isFinite) return `Layer ${name} is the first whose output is not finite.`;
  const overflow = overflowOf(layer);
  if (overflow === null) {
    const size = formatNats(sizeOf(layer));
    return `Layer ${name} gave values as large as ${size}, beyond what the formula can take in 32-bit floats.`;
  }
  const power = `exp(${formatNats(overflow.exponent)})`;
  return `Layer ${name} gave ${formatNats(overflow.value)}; ${power} is above the largest 32-bit float, 3.4 \u00b7 10\u00b3\u2078.`;
}
