// `data`: where the data come from, and what happens to them before they become targets.

import { Type } from '../type.ts';
import { datasetIds } from '../../elbo/datasets/index.ts';
import { choice, closed } from './choice.ts';
import { fileSources } from './fileSources.ts';

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
          'How stored bytes become targets. Real numbers are used as they are; see `standardise`.',
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
    standardise: choice(
      {
        none: 'The model sees the data in their own units.',
        'per-dimension':
          'Each dimension minus its mean, over its standard deviation, both of the training data.',
        shared: 'One mean and one standard deviation for all dimensions.',
      },
      {
        default: 'none',
        description:
          'Whether the model works with (x − mean) / sd. Part of the model: log p(x|z), reconstructions and samples are ' +
          'reported in the units of the data, so their values compare with those of a run without it.',
      },
    ),
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
      { ...fileSources.idx.properties, ...preparation.properties },
      { ...closed, title: 'IDX files' },
    ),
    Type.Object(
      { ...fileSources.npy.properties, ...preparation.properties },
      { ...closed, title: 'NumPy array' },
    ),
    Type.Object(
      { ...fileSources.npz.properties, ...preparation.properties },
      { ...closed, title: 'NumPy archive' },
    ),
    Type.Object(
      { ...fileSources.csv.properties, ...preparation.properties },
      { ...closed, title: 'CSV table' },
    ),
    Type.Object(
      { ...fileSources.png.properties, ...preparation.properties },
      { ...closed, title: 'Folder of PNG pictures' },
    ),
  ],
  { description: 'What the model is trained on.' },
);
