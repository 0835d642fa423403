import assert from 'node:assert/strict';
import { decoderIds } from '../../../src/elbo/expectation/decoders.ts';
import {
  estimatorIds,
  expectationOf,
  gradientSamples,
  latentsAt,
  momentsOf,
  type Encoder,
} from '../../../src/elbo/expectation/expectation.ts';
import {
  isInSupport,
  likelihoodsAt,
  logLikelihood,
  smallFamilies,
  valuesAt,
  type SmallModel,
} from '../../../src/elbo/expectation/model.ts';
import { hasKink, kinkRule } from '../../../src/elbo/expectation/kinks.ts';
import { createRandom } from '../../../src/elbo/random.ts';
import { normalCdf } from '../../../src/elbo/special/normalCdf.ts';
import { drawNoise } from '../../../src/elbo/expectation/samples.ts';
import { finiteDifference, valueOf } from '../../support/dualOps.ts';
import { assertClose } from '../../support/numbers.ts';
import { readReference } from '../../support/references.ts';

interface Reference {
  readonly setting: {
    readonly weight: number;
    readonly bias: number;
    readonly scale: number;
    readonly mu: readonly number[];
    readonly sigma: readonly number[];
  };
  readonly cases: readonly (Pick<SmallModel, 'family' | 'decoder' | 'latent'> & {
    readonly x: number;
    readonly mean: number;
    readonly variance: number;
    /** By mu and sigma of the first dimension; in two dimensions by mu alone. */
    readonly gradient: readonly number[];
    readonly scoreVariance?: readonly number[];
  })[];
}

const { setting, cases } = readReference('expectation') as Reference;
const tolerance = { absolute: 1e-10, relative: 1e-10 };

describe('the expectation of log p(x|z) by quadrature', () => {
  for (const { family, decoder, latent, x, ...expected } of cases) {
    it(`is SciPy's, with its gradients: ${family}, ${decoder}, d = ${latent}`, () => {
      const model: SmallModel = { ...setting, family, decoder, latent };
      const encoder = { mu: setting.mu.slice(0, latent), sigma: setting.sigma.slice(0, latent) };
      const { value, gradients, error } = expectationOf(model, x, encoder);
      assertClose(value.mean, expected.mean, tolerance, 'mean');
      assertClose(value.variance, expected.variance, tolerance, 'variance');
      // Across a kink it is that of a rougher rule.
      const isSplit = latent === 2 && hasKink({ family });
      assert.ok(error < (isSplit ? 1e-6 : 1e-10), `its own error ${error}`);
      for (const [at, parameter] of (['mu', 'sigma'] as const).entries()) {
        const gradient = expected.gradient[at];
        if (gradient === undefined) continue;
        for (const id of estimatorIds) {
          const mean = gradients[id][parameter][0]?.mean ?? NaN;
          assertClose(mean, gradient, tolerance, `${id} ${parameter}`);
        }
        const variance = expected.scoreVariance?.[at];
        if (variance !== undefined)
          assertClose(gradients.score[parameter][0]?.variance ?? NaN, variance, tolerance);
      }
    });
  }

  // x = w z + b + s e with z ~ N(mu, sigma^2): everything is a polynomial in z.
  for (const latent of [1, 2] as const) {
    it(`is the closed form of a linear Gaussian, d = ${latent}`, () => {
      const model: SmallModel = {
        family: 'normal',
        decoder: 'linear',
        latent,
        weight: 1.7,
        bias: -0.3,
        scale: 0.6,
      };
      const encoder: Encoder = {
        mu: [0.4, -1.1].slice(0, latent),
        sigma: [0.7, 0.2].slice(0, latent),
      };
      const x = 0.9;
      const slopes = [1.7, 0.85].slice(0, latent);
      const off = x + 0.3 - slopes.reduce((sum, w, at) => sum + w * (encoder.mu[at] ?? 0), 0);
      const spread = slopes.reduce((sum, w, at) => sum + (w * (encoder.sigma[at] ?? 0)) ** 2, 0);
      const s2 = model.scale ** 2;
      const { value, gradients } = expectationOf(model, x, encoder);
      const mean = -0.5 * Math.log(2 * Math.PI * s2) - (off ** 2 + spread) / (2 * s2);
      assertClose(value.mean, mean, { relative: 1e-12 });
      const variance = (2 * spread ** 2 + 4 * off ** 2 * spread) / (4 * s2 ** 2);
      assertClose(value.variance, variance, { relative: 1e-12 });
      for (const [at, w] of slopes.entries()) {
        const { mu, sigma } = gradients.reparameterised;
        assertClose(mu[at]?.mean ?? NaN, (w * off) / s2, { relative: 1e-11 });
        assertClose(mu[at]?.variance ?? NaN, (w / s2) ** 2 * spread, { relative: 1e-11 });
        const own = encoder.sigma[at] ?? NaN;
        assertClose(sigma[at]?.mean ?? NaN, (-w * w * own) / s2, { relative: 1e-11 });
      }
    });
  }

  it('is the mean of a folded normal under a Laplace with a linear decoder, d = 2', () => {
    // x - h is normal, and E|x - h| the mean of a folded normal, which has a closed form.
    const random = createRandom(3).fork('laplace');
    for (let turn = 0; turn < 20; turn++) {
      const [mu, sigma] = [
        [random.normal(), random.normal()],
        [Math.exp(random.normal()), Math.exp(random.normal())],
      ];
      const [weight, bias, x, scale] = [1.4, 0.3, random.normal(), 0.5];
      const model = {
        family: 'laplace',
        decoder: 'linear',
        latent: 2,
        weight,
        bias,
        scale,
      } as const;
      const off = x - bias - weight * ((mu[0] ?? 0) + 0.5 * (mu[1] ?? 0));
      const spread = weight * Math.hypot(sigma[0] ?? 0, 0.5 * (sigma[1] ?? 0));
      const folded =
        spread * Math.sqrt(2 / Math.PI) * Math.exp(-0.5 * (off / spread) ** 2) +
        off * (1 - 2 * normalCdf(-off / spread));
      const { value } = expectationOf(model, x, { mu, sigma });
      assertClose(value.mean, -Math.log(2 * scale) - folded / scale, { relative: 1e-10 });
    }
  });

  it('does not depend on how fine the pieces are, across a kink of a bent decoder', () => {
    const random = createRandom(5).fork('kinks');
    for (const decoder of ['tanh', 'square'] as const) {
      for (let turn = 0; turn < 20; turn++) {
        const encoder = {
          mu: [2 * random.normal(), 2 * random.normal()],
          sigma: [Math.exp(random.normal() - 1), Math.exp(random.normal() - 1)],
        };
        const model = { ...setting, family: 'laplace', decoder, latent: 2 } as const;
        const x = 2 * random.normal();
        const { value, error } = expectationOf(model, x, encoder);
        const { noise, weights } = kinkRule(model, x, encoder, 28);
        const finer = momentsOf(valuesAt(model, x, latentsAt(encoder, noise)), weights);
        const off = Math.abs(value.mean - finer.mean);
        assert.ok(off < 1e-6 * Math.max(1, Math.abs(finer.mean)), `${decoder}: ${off}`);
        assert.ok(off <= error + 1e-12, `${decoder}: ${off} beside its own error ${error}`);
      }
    }
  });

  it('is what many draws average to, and so are the gradients', () => {
    const count = 40_000;
    for (const { id: family } of smallFamilies) {
      const model: SmallModel = { ...setting, family, decoder: 'tanh', latent: 1 };
      const x = family === 'bernoulli' ? 0 : 0.2;
      const encoder = { mu: [0.3], sigma: [0.9] };
      const noise = drawNoise(5, count, 1);
      const likelihoods = likelihoodsAt(model, x, latentsAt(encoder, noise));
      const alike = new Float64Array(count).fill(1 / count);
      const { value, gradients } = expectationOf(model, x, encoder);
      const check = (values: Float64Array, exact: { mean: number; variance: number }): void => {
        const { mean, variance } = momentsOf(values, alike);
        const error = Math.sqrt(exact.variance / count);
        assert.ok(
          Math.abs(mean - exact.mean) < 4.5 * error,
          `${family}: ${mean}, ${exact.mean} ± ${error}`,
        );
        assertClose(variance, exact.variance, { relative: 0.15 }, family);
      };
      check(likelihoods.values, value);
      for (const estimator of estimatorIds) {
        for (const parameter of ['mu', 'sigma'] as const) {
          const which = { estimator, parameter, dimension: 0 };
          const exact = gradients[estimator][parameter][0];
          assert.ok(exact);
          check(gradientSamples(which, likelihoods, noise, encoder, value.mean), exact);
        }
      }
    }
  });

  it('goes to log p at the middle of q as sigma goes to 0', () => {
    for (const { id: family } of smallFamilies) {
      const model: SmallModel = { ...setting, family, decoder: 'tanh', latent: 1 };
      const x = family === 'bernoulli' ? 1 : 0.25;
      const [at] = likelihoodsAt(model, x, [Float64Array.of(0.6)]).values;
      const { value } = expectationOf(model, x, { mu: [0.6], sigma: [1e-6] });
      assertClose(value.mean, at ?? NaN, { absolute: 1e-9 });
    }
  });
});

describe('log p(x|z) of a small model', () => {
  for (const { id: family } of smallFamilies) {
    for (const decoder of decoderIds) {
      it(`has the values and slopes of its expression: ${family}, ${decoder}`, () => {
        for (const latent of [1, 2] as const) {
          const model: SmallModel = { ...setting, family, decoder, latent };
          const x = family === 'bernoulli' ? 1 : 0.3;
          const [a, b] = [0.83, -0.41];
          const points = [Float64Array.of(a), Float64Array.of(b)].slice(0, latent);
          const { values, slopes } = likelihoodsAt(model, x, points);
          const scale = setting.scale;
          const bindings = {
            ...(latent === 1 ? { z: a } : { z1: a, z2: b }),
            x,
            w: setting.weight,
            b: setting.bias,
            logvar: 2 * Math.log(scale),
            logscale: Math.log(scale),
            logdf: Math.log(4),
          };
          const expr = logLikelihood(model);
          assertClose(values[0] ?? NaN, valueOf(expr, bindings), { relative: 1e-13 });
          assert.deepEqual(valuesAt(model, x, points), values);
          for (const [at, name] of (latent === 1 ? ['z'] : ['z1', 'z2']).entries())
            assertClose(slopes[at]?.[0] ?? NaN, finiteDifference(expr, name, bindings), {
              relative: 1e-8,
              absolute: 1e-10,
            });
        }
      });
    }
  }

  it('is asked for only at an x the family allows', () => {
    assert.equal(isInSupport('bernoulli', 0.7), false);
    assert.equal(isInSupport('bernoulli', 1), true);
    assert.equal(isInSupport('continuous-bernoulli', 0.7), true);
    assert.equal(isInSupport('continuous-bernoulli', -0.01), false);
    assert.equal(isInSupport('normal', -3), true);
    assert.equal(isInSupport('normal', Number.NaN), false);
  });
});
