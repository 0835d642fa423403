// Documents as counts of words, from a few topics: counts that share a total, which a multinomial describes.

import type { Random } from '../random.ts';
import { drawCategory } from '../sampling/category.ts';
import { drawGamma } from '../sampling/gamma.ts';
import type { Dataset, DatasetOption } from './dataset.ts';
import { resolveOptions } from './options.ts';

const options = {
  vocabulary: {
    default: 40,
    minimum: 2,
    maximum: 1024,
    integer: true,
    description: 'Number of different words, which is the number of data dimensions D.',
  },
  topics: {
    default: 4,
    minimum: 1,
    maximum: 64,
    integer: true,
    description:
      'Number of topics, each with words of its own. The label is the topic a document is mostly about.',
  },
  words: {
    default: 30,
    minimum: 1,
    maximum: 10_000,
    integer: true,
    description: 'Words in each document. With 1 each datum is one-hot.',
  },
} as const satisfies Record<string, DatasetOption>;

/** Few words make most of a topic. */
const wordConcentration = 0.15;
const topicConcentration = 0.4;

function drawShares(count: number, concentration: number, random: Random): readonly number[] {
  const weights = Array.from({ length: count }, () => drawGamma(concentration, random));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

export const bagOfWords = {
  id: 'bag-of-words',
  name: 'Bag of words',
  summary:
    'Counts of words in documents of one length, each about a mixture of topics. The counts of a document add up to ' +
    'its length: a multinomial is the family they are drawn from.',
  kind: 'tabular',
  shape: (given) => [resolveOptions(options, given).vocabulary],
  range: { minimum: 0, maximum: Infinity },
  levels: 'whole',
  defaultCount: 2000,
  options,
  generate: (count, given, random) => {
    const { vocabulary, topics, words } = resolveOptions(options, given);
    const own = random.fork('bag-of-words topics');
    const topicWords = Array.from({ length: topics }, () =>
      drawShares(vocabulary, wordConcentration, own),
    );
    const values = new Float32Array(count * vocabulary);
    const labels = new Uint8Array(count);
    for (let i = 0; i < count; i += 1) {
      const shares = drawShares(topics, topicConcentration, random);
      labels[i] = shares.indexOf(Math.max(...shares));
      for (let n = 0; n < words; n += 1) {
        const topic = topicWords[drawCategory(shares, random)] ?? [];
        values[i * vocabulary + drawCategory(topic, random)]! += 1;
      }
    }
    return { values, labels };
  },
  sources: [],
} as const satisfies Dataset;
