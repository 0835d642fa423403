// The experiment a config file describes: schema and type in one value. The same object is the TypeScript
// type, the JSON Schema shipped with the extension, completion and hover text. A property with a `default`
// may be left out of the file; `parse.ts` fills it in, so an `Experiment` is always complete.
// Validation walks this schema (`validate.ts`); what one key alone cannot decide is in `crossChecks.ts`.

import { Type, type Static } from 'typebox';
import { datasetIds } from '../elbo/datasets/index.ts';
import { familyIds } from '../elbo/families/index.ts';

const closed = { additionalProperties: false } as const;

/** One word out of several, each with its meaning for hovers and completion. */
function choice<const Meanings extends Readonly<Record<string, string>>>(
  meanings: Meanings,
  options: { readonly default?: keyof Meanings & string; readonly description: string },
) {
  return Type.Unsafe<keyof Meanings & string>({
    enum: Object.keys(meanings),
    enumDescriptions: Object.values(meanings),
    ...options,
  });
}

const activation = choice(
  {
    relu: 'max(0, x).',
    'leaky-relu': 'x where positive, else 0.01 x.',
    elu: 'x where positive, else exp(x) − 1.',
    softplus: 'log(1 + exp(x)).',
    tanh: 'Between −1 and 1.',
    sigmoid: '1/(1 + exp(−x)), between 0 and 1.',
    linear: 'x itself: the layers together are one linear map.',
  },
  {
    default: 'relu',
    description: 'Nonlinearity after every hidden layer. Output layers are always linear.',
  },
);

const hidden = (description: string) =>
  Type.Array(Type.Integer({ minimum: 1, maximum: 8192 }), {
    default: [400],
    description,
    examples: [[400], [512, 256], []],
  });

const generatedData = Type.Object(
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

const idxData = Type.Object(
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

const data = Type.Object(
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

const mlp = Type.Object(
  {
    kind: Type.Literal('mlp', { description: 'Fully connected layers on the flattened datum.' }),
    hidden: hidden('Widths of the hidden layers. An empty list makes the network linear.'),
    activation,
  },
  { ...closed, title: 'Multilayer perceptron' },
);

const conv = Type.Object(
  {
    kind: Type.Literal('conv', {
      description:
        'Convolutions of stride 2 (transposed in the decoder), then fully connected layers.',
    }),
    channels: Type.Array(Type.Integer({ minimum: 1, maximum: 1024 }), {
      default: [32, 64],
      minItems: 1,
      description:
        'Channels of each convolution, encoder order; each halves height and width. The decoder uses them reversed.',
    }),
    kernel: Type.Integer({
      minimum: 1,
      maximum: 9,
      default: 3,
      description: 'Side of the square kernels.',
    }),
    hidden: Type.Array(Type.Integer({ minimum: 1, maximum: 8192 }), {
      default: [],
      description: 'Widths of fully connected layers between the convolutions and the latent.',
    }),
    activation,
  },
  { ...closed, title: 'Convolutional network' },
);

const model = Type.Object(
  {
    latent: Type.Integer({
      minimum: 1,
      maximum: 1024,
      default: 20,
      description: 'Latent size d: the number of dimensions of z.',
    }),
    encoder: Type.Union([mlp, conv], {
      default: { kind: 'mlp' },
      description: 'Network from x to the parameters mu and logvar of q(z|x).',
    }),
    decoder: Type.Union([mlp, conv], {
      default: { kind: 'mlp' },
      description: 'Network from z to the parameters of p(x|z).',
    }),
    initialisation: choice(
      {
        pytorch: "torch.nn.Linear's default: weights and biases uniform on ±1/sqrt(fan in).",
        glorot: 'Weights uniform on ±sqrt(6/(fan in + fan out)), biases 0.',
        he: 'Weights normal with variance 2/(fan in), biases 0.',
      },
      { default: 'pytorch', description: 'How weights and biases start.' },
    ),
  },
  { ...closed, default: {}, description: 'The networks of encoder and decoder.' },
);

const likelihood = Type.Object(
  {
    family: Type.Enum([...familyIds], {
      description: 'The likelihood p(x|z): what the decoder predicts about each data dimension.',
    }),
    scale: Type.Optional(
      choice(
        {
          fixed: 'The number `sigma`, never learned.',
          shared: 'One learned number.',
          'per-dimension': 'One learned number per data dimension.',
          'per-element': 'A decoder output, for every datum and dimension.',
        },
        { description: 'Where the scale sigma of a normal comes from. Left out: `fixed`.' },
      ),
    ),
    sigma: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description:
          'The scale, in units of the scaled data: its value if `fixed`, else where it starts. Left out: 1.',
      }),
    ),
  },
  { ...closed, description: 'p(x|z), a conditional family: given z it is a distribution over x.' },
);

const posterior = Type.Object(
  {
    family: choice(
      { 'diagonal-normal': 'N(z; mu(x), diag(exp(logvar(x)))).' },
      { default: 'diagonal-normal', description: 'The family of q(z|x).' },
    ),
  },
  {
    ...closed,
    default: {},
    description: 'The approximate posterior q(z|x) that the encoder outputs.',
  },
);

const prior = Type.Object(
  {
    family: choice(
      { 'standard-normal': 'N(z; 0, I).' },
      { default: 'standard-normal', description: 'The family of p(z).' },
    ),
  },
  { ...closed, default: {}, description: 'The prior p(z).' },
);

const klEstimator = choice(
  {
    'closed-form': 'The exact KL of the two normals.',
    'monte-carlo':
      'The average of log q(z|x) − log p(z) over the drawn z: the same mean, more noise, and single values may be ' +
      'negative.',
  },
  { default: 'closed-form', description: 'How the KL term is computed.' },
);

const samples = Type.Integer({
  minimum: 1,
  maximum: 64,
  default: 1,
  description: 'Draws of z per datum (K) over which the expectation is averaged in each step.',
});

const beta = Type.Union(
  [
    Type.Number({ minimum: 0, title: 'Constant' }),
    Type.Object(
      {
        schedule: Type.Literal('linear', { description: 'A straight line from `from` to `to`.' }),
        from: Type.Number({ minimum: 0, default: 0, description: 'beta at step 0.' }),
        to: Type.Number({ minimum: 0, default: 1, description: 'beta from step `steps` on.' }),
        steps: Type.Integer({ minimum: 1, description: 'How many steps the line takes.' }),
      },
      { ...closed, title: 'Linear schedule' },
    ),
  ],
  { description: 'Weight of the KL: a number, or a linear warm-up over steps.' },
);

const objective = Type.Union(
  [
    Type.Object(
      {
        kind: Type.Literal('elbo', {
          description: 'The evidence lower bound: E_q[log p(x|z)] - KL(q(z|x) || p(z)).',
        }),
        kl: klEstimator,
        samples,
      },
      { ...closed, title: 'ELBO' },
    ),
    Type.Object(
      {
        kind: Type.Literal('beta-elbo', {
          description: 'The KL weighted by beta. A lower bound of log p(x) only while beta >= 1.',
        }),
        beta,
        kl: klEstimator,
        samples,
      },
      { ...closed, title: 'beta-ELBO' },
    ),
  ],
  {
    default: { kind: 'elbo' },
    description: 'What is maximised. Reports always show the unweighted ELBO.',
  },
);

const training = Type.Object(
  {
    optimizer: choice(
      {
        adam: 'beta1 0.9, beta2 0.999, epsilon 1e-8.',
        sgd: 'Plain gradient steps, no momentum.',
        rmsprop: 'Decay 0.9, epsilon 1e-8.',
      },
      { default: 'adam', description: 'How gradients become updates.' },
    ),
    learningRate: Type.Number({
      exclusiveMinimum: 0,
      maximum: 10,
      default: 0.001,
      description: 'Step size.',
    }),
    batchSize: Type.Integer({
      minimum: 1,
      maximum: 65_536,
      default: 128,
      description: 'Data per step (B).',
    }),
    epochs: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 100_000,
        description: 'Passes over the training split. Left out, with no `steps` either: 20.',
      }),
    ),
    steps: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10_000_000,
        description: 'Number of updates, instead of `epochs`.',
      }),
    ),
    seed: Type.Integer({
      minimum: 0,
      maximum: 2 ** 31 - 1,
      default: 0,
      description: 'Seed of initial weights, batch order and the noise of z.',
    }),
    engine: choice(
      {
        auto:
          'WebGL on a GPU; where WebGL is drawn by the processor, WebAssembly if that can train this model. Says ' +
          'which it took and why.',
        webgl: 'The GPU, by way of graphics shaders.',
        webgpu: 'The GPU, by way of compute shaders, where the editor has WebGPU.',
        wasm: 'The processor, by way of WebAssembly. Cannot train convolutions.',
        cpu: 'The processor, in plain JavaScript: slow, always there.',
      },
      { default: 'auto', description: 'What does the arithmetic.' },
    ),
  },
  { ...closed, default: {}, description: 'How the objective is optimised.' },
);

const evaluation = Type.Object(
  {
    every: Type.Union([Type.Literal('epoch'), Type.Integer({ minimum: 1 })], {
      default: 'epoch',
      description:
        'Evaluate both splits after every epoch, or after every so many steps. Always at the start and the end.',
    }),
    passes: Type.Integer({
      minimum: 1,
      maximum: 1000,
      default: 1,
      description: 'Draws of z per datum that an evaluation averages.',
    }),
    pictures: Type.Integer({
      minimum: 0,
      maximum: 64,
      default: 10,
      description: 'How many data are shown beside their reconstructions.',
    }),
    latentPoints: Type.Integer({
      minimum: 0,
      maximum: 5000,
      default: 700,
      description: 'How many data the latent map shows.',
    }),
  },
  { ...closed, default: {}, description: 'What is measured while training, and how often.' },
);

/** Schema of a whole config file. `Static` of it is the complete experiment, defaults filled in. */
export const experimentSchema = Type.Object(
  {
    name: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 80,
        description: 'Name of the run. Defaults to the file name.',
      }),
    ),
    data: Type.Union(
      [
        Type.Object(
          { ...generatedData.properties, ...data.properties },
          { ...closed, title: 'Generated data' },
        ),
        Type.Object(
          { ...idxData.properties, ...data.properties },
          { ...closed, title: 'IDX files' },
        ),
      ],
      { description: 'What the model is trained on.' },
    ),
    model,
    likelihood,
    posterior,
    prior,
    objective,
    training,
    evaluation,
  },
  {
    ...closed,
    title: 'ELBO Lens experiment',
    description: 'A variational autoencoder and how it is trained.',
  },
);

export type Experiment = Static<typeof experimentSchema>;
export type DataConfig = Experiment['data'];
export type GeneratedDataConfig = Exclude<DataConfig, { source: 'idx' }>;
export type IdxDataConfig = Extract<DataConfig, { source: 'idx' }>;
export type NetworkConfig = Experiment['model']['encoder'];
export type LikelihoodConfig = Experiment['likelihood'];
export type ScaleMode = NonNullable<LikelihoodConfig['scale']>;
export type ObjectiveConfig = Experiment['objective'];
export type EngineChoice = Experiment['training']['engine'];
