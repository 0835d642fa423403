// Configs of the end-to-end tests: small enough for two slow processors without a graphics card.

import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { inRepository } from '../../scripts/paths.ts';

/** 400 training data in batches of 32: 13 steps an epoch. */
export const smallTwoMoons = `data: { source: two-moons, count: 480, validation: 80 }
model:
  latent: 2
  encoder: { kind: mlp, hidden: [16] }
  decoder: { kind: mlp, hidden: [16] }
likelihood: { family: normal, scale: shared, sigma: 0.5 }
training: { learningRate: 0.01, batchSize: 32, epochs: 10 }
`;

/** Goes on for longer than any test. */
export const endlessTwoMoons = smallTwoMoons.replace('epochs: 10', 'epochs: 100000');

/** The digits of the examples, fewer and for fewer epochs. */
export const fewDigits = changed('examples/stroke-digits.elbo.yaml', [
  [['data', 'count'], 2200],
  [['data', 'validation'], 200],
  [['training', 'epochs'], 8],
]);

/** The same for half as long, with this beta. */
export const digitsWithBeta = (beta: number): string =>
  changed('examples/stroke-digits.elbo.yaml', [
    [['data', 'count'], 2200],
    [['data', 'validation'], 200],
    [['training', 'epochs'], 4],
    [['objective', 'kind'], 'beta-elbo'],
    [['objective', 'beta'], beta],
  ]);

function changed(
  path: string,
  changes: readonly (readonly [readonly string[], number | string])[],
): string {
  const config = parseDocument(readFileSync(inRepository(path), 'utf8'));
  for (const [key, value] of changes) config.setIn(key, value);
  return config.toString({ lineWidth: 0 });
}
