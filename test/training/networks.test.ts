// Layers and whole models: shapes, initial weights, and gradients against finite differences.

import assert from 'node:assert/strict';
import { tidy } from '@tensorflow/tfjs-core';
import type { Experiment } from '../../src/config/experiment.ts';
import { createRandom } from '../../src/elbo/random.ts';
import { buildModel } from '../../src/training/model.ts';
import { Trainer } from '../../src/training/trainer.ts';
import { engineFor, experimentOf, preparedFor } from './support/runs.ts';

const activations = ['relu', 'leaky-relu', 'elu', 'softplus', 'tanh', 'sigmoid', 'linear'] as const;

const tabular = (
  activation: string,
  likelihood = '{ family: normal, sigma: 0.5 }',
  objective = '{ kind: elbo }',
) =>
  experimentOf(`
data: { source: two-moons, count: 64 }
model:
  latent: 2
  encoder: { kind: mlp, hidden: [5, 4], activation: ${activation} }
  decoder: { kind: mlp, hidden: [4], activation: ${activation} }
likelihood: ${likelihood}
objective: ${objective}
training: { batchSize: 16, steps: 1 }
`);

const image = (encoder: string, decoder: string) =>
  experimentOf(`
data: { source: stroke-digits, count: 8, transform: threshold }
model: { latent: 2, encoder: ${encoder}, decoder: ${decoder} }
likelihood: { family: bernoulli }
training: { batchSize: 4, steps: 1 }
`);

/** Channels (3 of them) that make 28 -> 14 -> 7 -> 4: the odd size in the middle must come back as 7. */
const conv = '{ kind: conv, channels: [3, 4, 5], hidden: [6], activation: tanh }';

/**
 * The slope of the loss along a seeded direction in the space of each variable, by the gradient and by central
 * differences. Smooth activations; for kinked ones a direction may cross a kink, which the tolerance allows for.
 */
async function checkGradients(experiment: Experiment, tolerance: number): Promise<void> {
  await engineFor('cpu', experiment);
  const trainer = new Trainer(experiment, preparedFor(experiment));
  const random = createRandom(11);
  const loss = () =>
    tidy(
      () =>
        trainer.loss
          .batchTerms(trainer.batch(1), trainer.numbers(1, 1))
          .loss.tensor.dataSync()[0] ?? Number.NaN,
    );
  const { terms, gradients } = trainer.gradients(1, 1);
  const values = gradients.map((gradient) => gradient.dataSync<'float32'>().slice());
  for (const tensor of [terms.reconstructionLoss, terms.kl, ...gradients]) tensor.dispose();
  for (const [index, { name, variable }] of trainer.model.parameters.list().entries()) {
    const at = variable.dataSync<'float32'>().slice();
    const direction = random.fork(name).fillNormal(new Float32Array(at.length));
    const length = Math.hypot(...direction);
    const h = 0.01;
    const shifted = (sign: number) => {
      variable
        .dataSync<'float32'>()
        .set(at.map((v, i) => v + (sign * h * (direction[i] ?? 0)) / length));
      return loss();
    };
    const numeric = (shifted(1) - shifted(-1)) / (2 * h);
    variable.dataSync<'float32'>().set(at);
    const gradient = values[index] ?? new Float32Array(0);
    const slope = gradient.reduce((sum, g, i) => sum + (g * (direction[i] ?? 0)) / length, 0);
    const error = Math.abs(slope - numeric);
    assert.ok(error <= tolerance * (1 + Math.abs(numeric)), `${name}: ${slope} but ${numeric}`);
  }
  trainer.dispose();
}

describe('A model', () => {
  for (const activation of activations) {
    it(`has the right gradients with ${activation}`, () =>
      checkGradients(tabular(activation), 3e-3));
  }

  for (const scale of ['shared', 'per-dimension', 'per-element']) {
    it(`has the right gradients with a ${scale} scale and three draws`, () =>
      checkGradients(
        tabular(
          'tanh',
          `{ family: normal, scale: ${scale}, sigma: 0.7 }`,
          '{ kind: elbo, samples: 3 }',
        ),
        3e-3,
      ));
  }

  for (const objective of [
    '{ kind: free-bits, freeNats: 0.01 }',
    '{ kind: capacity, capacity: 2, gamma: 3 }',
    '{ kind: iwae, samples: 4 }',
  ]) {
    it(`has the right gradients under ${objective}`, () =>
      checkGradients(tabular('tanh', '{ family: normal, sigma: 0.5 }', objective), 3e-3));
  }

  it('has the right gradients with convolutions up and down, odd sizes included', () =>
    checkGradients(image(conv, conv), 2e-2));

  it('names every variable once, by its layer', async () => {
    const experiment = image(conv, '{ kind: mlp, hidden: [6] }');
    await engineFor('cpu', experiment);
    const { parameters } = buildModel(
      experiment,
      { shape: [28, 28, 1], levels: null, standardisation: null },
      createRandom(0),
    );
    const layers = new Set(
      parameters.list().map(({ name }) => name.replace(/\.(kernel|bias)$/u, '')),
    );
    assert.deepEqual(
      [...layers],
      [
        ...['conv0', 'conv1', 'conv2', 'hidden0', 'mu', 'logvar'].map((name) => `encoder.${name}`),
        'decoder.hidden0',
        'decoder.logits',
      ],
    );
    assert.equal(parameters.list().length, 2 * layers.size);
  });
});

describe('Initial weights', () => {
  const weightsOf = (initialisation: string) => {
    const experiment = experimentOf(`
data: { source: two-moons, count: 10 }
model: { latent: 2, initialisation: ${initialisation}, encoder: { kind: mlp, hidden: [300] } }
likelihood: { family: normal }
`);
    const list = buildModel(
      experiment,
      { shape: [2], levels: null, standardisation: null },
      createRandom(4),
    ).parameters.list();
    const find = (name: string) => [
      ...(list.find((one) => one.name === name)?.variable.dataSync() ?? []),
    ];
    return { kernel: find('encoder.mu.kernel'), bias: find('encoder.mu.bias') };
  };
  const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));
  const deviation = (values: readonly number[]) => Math.hypot(...values) / Math.sqrt(values.length);
  const fanIn = 300;

  it("are PyTorch's: uniform on ±1/sqrt(fan in), biases too", () => {
    const { kernel, bias } = weightsOf('pytorch');
    const bound = 1 / Math.sqrt(fanIn);
    assert.ok(largest(kernel) <= bound && largest(kernel) > 0.98 * bound);
    assert.ok(Math.abs(deviation(kernel) - bound / Math.sqrt(3)) < 0.05 * bound);
    assert.ok(largest(bias) <= bound && largest(bias) > 0);
  });

  it("are Glorot's: uniform on ±sqrt(6/(fan in + fan out)), biases 0", () => {
    const { kernel, bias } = weightsOf('glorot');
    const bound = Math.sqrt(6 / (fanIn + 2));
    assert.ok(largest(kernel) <= bound && largest(kernel) > 0.98 * bound);
    assert.deepEqual(bias.map(Math.abs), [0, 0]);
  });

  it("are He's: normal with variance 2/fan in, biases 0", () => {
    const { kernel, bias } = weightsOf('he');
    const expected = Math.sqrt(2 / fanIn);
    assert.ok(Math.abs(deviation(kernel) - expected) < 0.1 * expected);
    assert.deepEqual(bias.map(Math.abs), [0, 0]);
  });
});
