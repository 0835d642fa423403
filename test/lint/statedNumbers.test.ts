// Numbers that rules state as facts, worked out here from the definitions: a text may be wrong as a formula may.

import assert from 'node:assert/strict';
import { examples } from '../../src/lint/rules/examples.ts';
import { rules } from '../../src/lint/rules/index.ts';
import { integrate } from '../support/quadrature.ts';
import { findingsIn } from './annotated.ts';

const { exp, log, sqrt, PI, E } = Math;
const sigmoid = (l: number): number => 1 / (1 + exp(-l));
const xlogx = (x: number): number => (x === 0 ? 0 : x * log(x));
const kl = (q: readonly number[], p: readonly number[]): number =>
  q.reduce((sum, qi, i) => sum + xlogx(qi) - qi * log(p[i] ?? Number.NaN), 0);
/** KL(N(m, s²) ‖ N(0, 1)), and the other way round. */
const klTo = (m: number, s: number): number => (m * m + s * s - 1) / 2 - log(s);
const klFrom = (m: number, s: number): number => log(s) + (1 + m * m) / (2 * s * s) - 0.5;
const logNormal = (x: number, variance: number): number =>
  -0.5 * log(2 * PI * variance) - x ** 2 / (2 * variance);
const entropy = (p: number): number => -xlogx(p) - xlogx(1 - p);
/** −log p of a pixel at the mean of a Gaussian. */
const atMean = (sigma: number): number => log(sigma * sqrt(2 * PI));
/** What a cross-entropy of torch computes of an input and a target in kl_div. */
const klDiv = (input: readonly number[], target: readonly number[]): number =>
  target.reduce((sum, t, i) => sum + xlogx(t) - t * (input[i] ?? Number.NaN), 0);
const noise = (z: number): number => exp((-z * z) / 2) / sqrt(2 * PI);

/** Rule, what it says, what that is, and how many decimals are stated. */
const stated: readonly (readonly [id: string, text: string, value: number, decimals: number])[] = [
  ['ELBO101', '0.562 nats', entropy(0.25), 3],
  ['ELBO104', '0.731', sigmoid(1), 3],
  ['ELBO104', '0.693 at x = 0', -log(1 - sigmoid(0)), 3],
  ['ELBO104', '0.313 at x = 1', -log(sigmoid(1)), 3],
  ['ELBO106', '0.232', E / (E + 9), 3],
  ['ELBO106', '2.30', -log(0.1), 2],
  ['ELBO107', 'σ = 0.707', sqrt(0.5), 3],
  ['ELBO109', '0.9189', 0.5 * log(2 * PI), 4],
  ['ELBO113', '1.39', exp(2) - 3 * 2, 2],
  ['ELBO113', '−0.08', 2 - 3 * log(2), 2],
  ['ELBO117', '3.69 nats', -atMean(0.01), 2],
  ['ELBO118', '0.693 at p = 0.5', log(2), 3],
  ['ELBO118', '1.545 at p = 0.99', log((2 * Math.atanh(1 - 2 * 0.99)) / (1 - 2 * 0.99)), 3],
  ['ELBO119', '−3.69 nats', atMean(0.01), 2],
  ['ELBO119', '−5.99', atMean(0.001), 2],
  ['ELBO121', '0.693', -log(0.5), 3],
  ['ELBO121', '1.313', log(1 + exp(1)), 3],
  ['ELBO203', '2.72', exp(1), 2],
  ['ELBO203', '1.65', exp(0.5), 2],
  ['ELBO204', '0.807 nats', klFrom(0, 0.5), 3],
  ['ELBO204', 'KL(q‖p) is 0.318', klTo(0, 0.5), 3],
  ['ELBO205', '−1.193', klDiv([0.5, 0.5], [0.5, 0.5]), 3],
  ['ELBO206', '0.511 nats', kl([0.5, 0.5], [0.9, 0.1]), 3],
  ['ELBO206', 'KL(q‖p) is 0.368', kl([0.9, 0.1], [0.5, 0.5]), 3],
  ['ELBO207', '0.446 nats', kl([0.7, 0.1, 0.1, 0.1], [0.25, 0.25, 0.25, 0.25]), 3],
  ['ELBO207', '0.111', kl([0.7, 0.1, 0.1, 0.1], [0.25, 0.25, 0.25, 0.25]) / 4, 3],
  ['ELBO210', '0.005 nats', klTo(0.1, 1), 3],
  [
    'ELBO210',
    '0.08 on average',
    integrate((z) => Math.abs(0.1 * (z + 0.1) - 0.005) * noise(z), 0, 1),
    2,
  ],
  ['ELBO212', '4.1 nats', -log(0.01) + 0.5 * (0.01 ** 2 - 1), 1],
  ['ELBO402', '11.09', log(65504), 2],
  ['ELBO405', '2.72', exp(1), 2],
  ['ELBO405', '1.65', exp(0.5), 2],
  ['ELBO406', '69.08', 5 * log(1e6) + log(1 + 10 / 1e6), 2],
  ['ELBO502', '0.29 of its spread', sqrt(1 / 12), 2],
  ['ELBO502', '0.083', 1 / 12, 3],
  ['ELBO601', '−0.566', log((1 + exp(-2)) / 2), 3],
  ['ELBO602', '2.303', log(10), 3],
  ['ELBO604', '(0.881, 0.119)', sigmoid(2), 3],
  ['ELBO604', '(1.091, −0.091)', sigmoid(2) * (1 + 2 * sigmoid(-2)), 3],
  ['ELBO605', '−1.69', logNormal(1.3, 2), 2],
  [
    'ELBO605',
    '−1.57',
    // log E_q[p(x|z)] under the exact posterior N(x/2, 1/2), less its KL to the prior.
    logNormal(1.3 - 0.65, 1.5) - klTo(0.65, sqrt(0.5)),
    2,
  ],
  ['ELBO606', '0.919 nats', 0.5 * log(2 * PI), 3],
  ['ELBO609', '6.84', log(60_000 / 64), 2],
  ['ELBO610', '0.693', log(2), 3],
  ['ELBO610', '1.443 bits', 1 / log(2), 3],
];

/** All that a rule says: of itself, and of its examples. */
function textOf(id: string): string {
  const rule = rules.find((one) => one.id === id) ?? assert.fail(id);
  const found = (examples.get(rule.id)?.invalid ?? []).flatMap(({ code, framework }) =>
    findingsIn(code, framework).filter((finding) => finding.rule === rule),
  );
  const said = found.flatMap(({ message, proof = '' }) => [message, proof]);
  return [rule.what, rule.why, rule.instead, ...said].join('\n');
}

/** The first number in a text, a true minus and all. */
const numberIn = (text: string): number =>
  Number(/−?\d+(?:\.\d+)?/u.exec(text)?.[0].replace('−', '-') ?? Number.NaN);

describe('numbers that rules state', () => {
  for (const [id, text, value, decimals] of stated) {
    it(`${id}: ${text}`, () => {
      assert.ok(textOf(id).includes(text), `${id} does not say ${text}`);
      assert.equal(numberIn(text).toFixed(decimals), value.toFixed(decimals));
    });
  }
});
