// `data`: where the data come from, and what happens to them before they become targets.

import { Type } from '../type.ts';
import { datasetIds } from '../../elbo/datasets/index.ts';
import { choice, closed } from './choice.ts';

const generated = Type.Object(
  {
    source: Type.Enum([...datasetIds], {
      description: 'A generator built into ELBO Lens. The same seed always draws the same data.',
    }),
    count: Type.Integer({
      minimum: 2,
      maximum: 1_000_000,
      default: 4000,
      description: 'How many data to draw, training and validation together.',
    }),
    options: Type.Record(Type.String(), Type.Number(), {
      default: {},
      description: 'Numbers this generator understands, such as the noise of two-moons.',
    }),
  },
  { title: 'Generated data' },
);

const idx = Type.Object(
  {
    source: Type.Literal('idx', {
      description: 'Your own images in the IDX format of MNIST, plain or gzip-compressed (.gz).',
    }),
    images: Type.String({
      minLength: 1,
      description: 'Path of the image file, relative to this config file.',
      examples: ['data/train-images-idx3-ubyte.gz'],
    }),
    labels: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'Path of the label file, relative to this config file. Only used to mark the latent map.',
      }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 2, description: 'Use only the first so many images of the file.' }),
    ),
  },
  { title: 'IDX files' },
);

const preparation = Type.Object(
  {
    scaling: choice(
      {
        unit: 'To [0, 1]: bytes divided by 255.',
        signed: 'To [−1, 1].',
        none: 'As stored: bytes from 0 to 255.',
      },
      {
        default: 'unit',
        description:
          'How stored values become targets. Tables of unbounded numbers are never rescaled.',
      },
    ),
    transform: choice(
      {
        none: 'Targets are the scaled values.',
        threshold: '1 where x > `threshold`, else 0.',
        'static-binarisation': 'One Bernoulli(x) draw per pixel, kept for the whole run.',
        'stochastic-binarisation': 'A fresh Bernoulli(x) draw every time a datum is used.',
        'uniform-dequantisation': 'Bytes b become (b + u) / 256, u ~ U[0, 1) fresh every time.',
      },
      { default: 'none', description: 'What happens after scaling.' },
    ),
    threshold: Type.Number({
      default: 0.5,
      description:
        'Used by `transform: threshold`: targets are 1 where the scaled value is above it.',
    }),
    validation: Type.Integer({
      minimum: 0,
      default: 0,
      description: 'How many data to keep for validation. 0: none.',
    }),
    split: choice(
      {
        tail: 'The last ones, in file order.',
        random: 'A random choice that `seed` decides.',
      },
      { default: 'tail', description: 'Which data are kept for validation.' },
    ),
    seed: Type.Integer({
      minimum: 0,
      maximum: 2 ** 31 - 1,
      default: 0,
      description: 'Seed of generation, static binarisation and random split.',
    }),
  },
  { title: 'Data' },
);

export const data = Type.Union(
  [
    Type.Object(
      { ...generated.properties, ...preparation.properties },
      { ...closed, title: 'Generated data' },
    ),
    Type.Object(
      { ...idx.properties, ...preparation.properties },
      { ...closed, title: 'IDX files' },
    ),
  ],
  { description: 'What the model is trained on.' },
);
