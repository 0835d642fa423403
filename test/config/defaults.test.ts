import assert from 'node:assert/strict';
import { nameFromFile } from '../../src/config/defaults.ts';
import { parseExperiment } from '../../src/config/parse.ts';

function parse(text: string) {
  const { experiment, problems } = parseExperiment(text, {
    format: 'yaml',
    fileName: 'folder/moons.elbo.yaml',
  });
  assert.ok(experiment, problems[0]?.message);
  return experiment;
}

const smallest = 'data: { source: two-moons }\nlikelihood: { family: normal }\n';

describe('defaults', () => {
  it('complete the smallest config', () => {
    assert.deepEqual(parse(smallest), {
      name: 'moons',
      data: {
        source: 'two-moons',
        count: 2000,
        options: { noise: 0.1 },
        scaling: 'unit',
        transform: 'none',
        threshold: 0.5,
        validation: 0,
        split: 'tail',
        standardise: 'none',
        seed: 0,
      },
      model: {
        latent: 20,
        encoder: { kind: 'mlp', hidden: [400], activation: 'relu' },
        decoder: { kind: 'mlp', hidden: [400], activation: 'relu' },
        initialisation: 'pytorch',
      },
      likelihood: { family: 'normal', scale: 'fixed', sigma: 1 },
      posterior: { family: 'diagonal-normal' },
      prior: { family: 'standard-normal' },
      objective: { kind: 'elbo', kl: 'closed-form', samples: 1 },
      training: {
        optimizer: 'adam',
        learningRate: 0.001,
        batchSize: 128,
        epochs: 20,
        seed: 0,
        engine: 'auto',
      },
      evaluation: { every: 'epoch', passes: 1, pictures: 10, latentPoints: 700 },
    });
  });

  it('leave what is written alone', () => {
    const { training, model, likelihood } = parse(
      `${smallest.replace('normal', 'normal, scale: shared, sigma: 0.1')}training: { steps: 7 }\nmodel: { encoder: { kind: conv } }`.replace(
        'two-moons',
        'shapes',
      ),
    );
    assert.equal(training.steps, 7);
    assert.equal(training.epochs, undefined);
    assert.deepEqual(likelihood, { family: 'normal', scale: 'shared', sigma: 0.1 });
    assert.deepEqual(model.encoder, {
      kind: 'conv',
      channels: [32, 64],
      kernel: 3,
      hidden: [],
      activation: 'relu',
    });
  });

  it('give a family without scale none', () => {
    const { likelihood, data } = parse(
      'data: { source: stroke-digits, transform: threshold }\nlikelihood: { family: bernoulli }',
    );
    assert.deepEqual(likelihood, { family: 'bernoulli' });
    assert.ok('options' in data);
    assert.deepEqual(data.options, {});
  });

  it('take the name from the file, unless the config has one', () => {
    assert.equal(parse(`name: mine\n${smallest}`).name, 'mine');
    for (const [file, name] of [
      ['/a/b/two-moons.elbo.yaml', 'two-moons'],
      ['C:\\runs\\x.elbo.YML', 'x'],
      ['x.elbo.json', 'x'],
      ['plain.yaml', 'plain'],
      ['.elbo.yaml', 'untitled'],
      ['', 'untitled'],
    ] as const) {
      assert.equal(nameFromFile(file), name);
    }
  });
});
