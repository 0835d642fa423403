// `model`: the networks of encoder and decoder.

import { Type } from '../type.ts';
import { choice, closed } from './choice.ts';

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

export const model = Type.Object(
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
