// `training` and `evaluation`: how the objective is optimised, what is measured meanwhile.

import { Type } from '../type.ts';
import { choice, closed } from './choice.ts';

export const training = Type.Object(
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

export const evaluation = Type.Object(
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
