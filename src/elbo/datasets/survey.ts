// Answers on a five-point scale: classes, not quantities, which a categorical describes.

import type { Dataset, DatasetOption } from './dataset.ts';
import { resolveOptions } from './options.ts';

const options = {
  questions: {
    default: 8,
    minimum: 1,
    maximum: 512,
    integer: true,
    description: 'Number of questions, which is the number of data dimensions D.',
  },
  traits: {
    default: 2,
    minimum: 1,
    maximum: 64,
    integer: true,
    description: 'Number of hidden traits of a person that answers depend on.',
  },
} as const satisfies Record<string, DatasetOption>;

/** Answers 0 to 4: how many of these an opinion exceeds. */
const thresholds = [-1.5, -0.5, 0.5, 1.5];

export const survey = {
  id: 'survey',
  name: 'Survey',
  summary:
    'Answers 0 to 4 to questions. A person has hidden traits; an opinion is a weighted sum of them with noise, and the ' +
    'answer says between which thresholds it lies.',
  kind: 'tabular',
  shape: (given) => [resolveOptions(options, given).questions],
  range: { minimum: 0, maximum: thresholds.length },
  levels: 'whole',
  defaultCount: 2000,
  options,
  generate: (count, given, random) => {
    const { questions, traits } = resolveOptions(options, given);
    const own = random.fork('survey weights');
    const weights = Float64Array.from({ length: questions * traits }, () => own.normal());
    const values = new Float32Array(count * questions);
    for (let i = 0; i < count; i += 1) {
      const person = Float64Array.from({ length: traits }, () => random.normal());
      for (let j = 0; j < questions; j += 1) {
        let opinion = 0.5 * random.normal();
        for (let k = 0; k < traits; k += 1) opinion += weights[j * traits + k]! * person[k]!;
        values[i * questions + j] = thresholds.filter((threshold) => opinion > threshold).length;
      }
    }
    return { values };
  },
  sources: [],
} as const satisfies Dataset;
