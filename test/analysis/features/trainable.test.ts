import assert from 'node:assert/strict';
import { analyze } from '../../../src/analysis/analyze.ts';
import { disagreements, type Configured } from '../../../src/analysis/features/agreement.ts';
import {
  lossNamed,
  lossNear,
  trainableOf,
  unknownsOf,
  valueWith,
} from '../../../src/analysis/features/trainable.ts';
import { bernoulliSum, learnedScale, meanSquares, subtractedKl, twoLosses } from './losses.ts';

const kl = '-0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)';
const lossOf = (body: string) => {
  const analysis = analyze(
    `import torch
import torch.nn.functional as F
def loss(x_hat, x, mu, logvar, beta):
    x = x.view(-1, 784)
${body}
`,
    'python',
  );
  const [loss] = analysis.losses;
  return trainableOf(analysis, loss ?? assert.fail('a loss'));
};

/** What multiplies −log p and the KL of a datum, counted out by hand for D = 784 and B = 100. */
const weights: readonly (readonly [body: string, likelihood: number, kl: number])[] = [
  [`    return F.binary_cross_entropy(x_hat, x) + (${kl}).mean()`, 1 / 784, 1],
  [`    return F.binary_cross_entropy(x_hat, x, reduction='sum') + (${kl}).sum()`, 100, 100],
  [`    return F.mse_loss(x_hat, x, reduction='sum') / x.size(0) + 0.1 * (${kl}).mean()`, 2, 0.1],
  [`    return F.mse_loss(x_hat, x) + beta * (${kl}).mean()`, 2 / 784, 4],
  [`    return (0.5 * ((x_hat - x) ** 2).sum(1) + ${kl}).mean()`, 1, 1],
];

describe('What of a loss can be trained', () => {
  for (const [body, likelihood, divergence] of weights) {
    it(`the weights of ${body.trim().slice(7, 60)}…`, () => {
      const { beta, factor, obstacle } = lossOf(body);
      const values = { D: 784, B: 100, beta: 4 };
      assert.equal(obstacle, null);
      const a = factor ? valueWith(factor, values) : null;
      const b = beta ? valueWith(beta, values) : null;
      assert.ok(a !== null && b !== null);
      assert.ok(Math.abs(a / likelihood - 1) < 1e-9, String(a));
      assert.ok(Math.abs((a * b) / divergence - 1) < 1e-9, String(a * b));
    });
  }

  it('names what the code leaves open', () => {
    const { beta } = lossOf(`    return F.mse_loss(x_hat, x) + beta * (${kl}).mean()`);
    assert.ok(beta);
    assert.deepEqual(unknownsOf(beta).toSorted(), ['D', 'beta']);
    assert.equal(valueWith(beta, { D: 784 }), null);
  });

  it('says why a loss cannot be trained as it is written', () => {
    const obstacleIn = (text: string): string | null => {
      const analysis = analyze(text, 'python');
      return trainableOf(analysis, analysis.losses[0] ?? assert.fail()).obstacle;
    };
    assert.equal(obstacleIn(bernoulliSum), null);
    assert.match(obstacleIn(subtractedKl) ?? '', /its KL is subtracted/u);
    assert.equal(obstacleIn(meanSquares), null);
  });

  it('finds a loss by its name, and the one nearest to a place', () => {
    const analysis = analyze(twoLosses, 'python');
    const other = lossNamed(analysis, 'other_loss');
    assert.equal(other?.symbol, 'other_loss');
    assert.equal(lossNamed(analysis, 'nothing'), null);
    assert.equal(lossNamed(analysis, null), analysis.losses[0]);
    assert.equal(lossNear(analysis, twoLosses.length), other);
  });

  it('a method is named with its class', () => {
    const text = `class VAE:\n${bernoulliSum.replaceAll(/^/gmu, '    ')}`;
    const analysis = analyze(text, 'python');
    const loss = lossNamed(analysis, 'VAE.loss_function');
    assert.ok(loss);
    assert.equal(trainableOf(analysis, loss).symbol, 'VAE.loss_function');
    assert.equal(lossNamed(analysis, 'loss_function'), loss);
    assert.equal(lossNamed(analysis, 'Other.loss_function'), null);
  });
});

describe('Code and config', () => {
  const config: Configured = { family: 'bernoulli', sigma: null, beta: 784, latent: 8 };
  const mean = lossOf(`    return F.binary_cross_entropy(x_hat, x) + (${kl}).mean()`);
  const squares = lossOf(`    return F.mse_loss(x_hat, x) + (${kl}).mean()`);

  it('agree where the numbers do', () => {
    assert.deepEqual(disagreements(mean, config), []);
    // σ² = D/2 at β = 1 is β = D/2 at σ = 1.
    for (const [sigma, beta] of [
      [1, 392],
      [Math.sqrt(392), 1],
      [2, 98],
    ] as const)
      assert.deepEqual(disagreements(squares, { ...config, family: 'normal', sigma, beta }), []);
  });

  it('disagree with both numbers', () => {
    const [beta, ...more] = disagreements(mean, { ...config, beta: 1 });
    assert.deepEqual(more, []);
    assert.deepEqual([beta?.inCode, beta?.inConfig, beta?.path], ['784', '1', 'objective']);
    const [sigma] = disagreements(squares, { ...config, family: 'normal', sigma: 0.5, beta: 1 });
    assert.deepEqual(
      [sigma?.inCode, sigma?.inConfig, sigma?.path],
      ['392', '0.25', 'likelihood.sigma'],
    );
    const [family] = disagreements(mean, { ...config, family: 'laplace' });
    assert.deepEqual([family?.inCode, family?.inConfig], ['Bernoulli', 'Laplace']);
  });

  it('are not compared where one leaves it open', () => {
    assert.deepEqual(disagreements(mean, { ...config, beta: null }), []);
    const analysis = analyze(learnedScale, 'python');
    const open = trainableOf(analysis, analysis.losses[0] ?? assert.fail());
    assert.deepEqual(disagreements(open, { ...config, family: 'normal', beta: 3 }), []);
  });
});
