// A KL with a slip in it is a KL whose wrong columns are named; what only looks like one, and is not called one, is none.

import { strict as assert } from 'node:assert';
import { analyze } from '../../../src/analysis/analyze.ts';

function klIn(expression: string, params = 'mu, logvar', name = 'kl') {
  const { terms } = analyze(
    `import torch\ndef f(${params}):\n    ${name} = ${expression}\n    return ${name}\n`,
    'python',
  );
  return terms.find(({ kind }) => kind === 'kl')?.match;
}

const slips: readonly (readonly [slip: string, expression: string, wrong: readonly string[]])[] = [
  ['mu is not squared', '-0.5 * torch.sum(1 + logvar - mu - logvar.exp())', ['mu^2', 'mu']],
  [
    'sigma stands for sigma^2',
    '-0.5 * torch.sum(1 + logvar - mu ** 2 - (0.5 * logvar).exp())',
    ['sigma^2', 'sigma'],
  ],
  ['the logarithm is left out', '0.5 * torch.sum(mu ** 2 + logvar.exp() - 1)', ['log sigma^2']],
  [
    'the logarithm is doubled',
    '0.5 * torch.sum(mu ** 2 + logvar.exp() - 2 * logvar - 1)',
    ['log sigma^2'],
  ],
  ['sigma^2 is doubled', '0.5 * torch.sum(mu ** 2 + 2 * logvar.exp() - logvar - 1)', ['sigma^2']],
  ['the 1 is left out', '0.5 * torch.sum(mu ** 2 + logvar.exp() - logvar)', ['1']],
  [
    'the logarithm has the wrong sign',
    '0.5 * torch.sum(mu ** 2 + logvar.exp() + logvar - 1)',
    ['log sigma^2'],
  ],
];

describe('A KL with a slip', () => {
  for (const [slip, expression, wrong] of slips)
    it(`is one in which ${slip}`, () => assert.deepEqual(klIn(expression)?.wrong, wrong));

  it('is one in which the logarithm of sigma is squared', () => {
    const expression = '0.5 * torch.sum(mu ** 2 + sigma ** 2 - torch.log(sigma) ** 2 - 1)';
    const match = klIn(expression, 'mu, sigma');
    assert.deepEqual(match?.wrong, ['log sigma^2', '(log sigma^2)^2']);
    assert.equal(match.parameter, 'sigma');
  });

  it('has no slip where only a factor stands before it', () => {
    const match = klIn('torch.sum(mu ** 2 + logvar.exp() - logvar - 1)');
    assert.deepEqual(match?.wrong, []);
    assert.ok(Math.abs(match.scale - 2) < 1e-9);
  });

  it('is none without a scale among its variables', () => {
    assert.equal(klIn('torch.sum(a ** 2 + b ** 2)', 'a, b'), undefined);
  });

  it('is none where nobody calls it a divergence', () => {
    const expression = '0.5 * torch.sum(mu ** 2 + logvar.exp() - 1)';
    assert.equal(klIn(expression, 'mu, logvar', 'penalty'), undefined);
  });
});
