// Families that are others at an edge of their parameters: what each of them claims is held against another's formula.

import { namedArray, type NamedArray } from '../../../src/elbo/expr/arrayOps.ts';
import { computedLogProb } from '../../../src/elbo/families/computed.ts';
import { getFamily, getParameterisation, type FamilyId } from '../../../src/elbo/families/index.ts';
import { valueOf } from '../../support/dualOps.ts';
import { assertClose, type Tolerance } from '../../support/numbers.ts';

type Bindings = Readonly<Record<string, number | NamedArray>>;

const list = (axis: 'data' | 'component' | 'category', ...values: readonly number[]): NamedArray =>
  namedArray([axis], [values.length], values);

const logProb = (id: FamilyId, form: string, bindings: Bindings): number =>
  valueOf(computedLogProb(getParameterisation(getFamily(id), form)), bindings);

function checkEqual(left: number, right: number, tolerance: Tolerance = { absolute: 1e-13 }): void {
  assertClose(left, right, tolerance);
}

const fiveLevels = { binWidth: 0.25, minimum: 0, maximum: 1 } as const;

describe('families that become one another', () => {
  it('a Student-t with many degrees of freedom is a Gaussian', () => {
    for (const x of [-3, 0.2, 5]) {
      const t = logProb('student-t', 'scale', { x, loc: 0.5, scale: 2, df: 1e9 });
      checkEqual(t, logProb('normal', 'scale', { x, loc: 0.5, scale: 2 }), { absolute: 1e-6 });
    }
  });

  it('a log-normal is a Gaussian of log x, less log x for the change of units', () => {
    const own = logProb('log-normal', 'scale', { x: 3, loc: 0.5, scale: 2 });
    const gaussian = logProb('normal', 'scale', { x: Math.log(3), loc: 0.5, scale: 2 });
    checkEqual(own, gaussian - Math.log(3));
  });

  it('a von Mises of large concentration is a Gaussian of variance 1/kappa', () => {
    const concentration = 1e8;
    const x = 1.5 / Math.sqrt(concentration);
    const angle = logProb('von-mises', 'concentration', { x, loc: 0, concentration });
    const scale = 1 / Math.sqrt(concentration);
    checkEqual(angle, logProb('normal', 'scale', { x, loc: 0, scale }), { absolute: 1e-6 });
  });

  it('a von Mises of no concentration is uniform on the circle', () => {
    const uniform = -Math.log(2 * Math.PI);
    checkEqual(logProb('von-mises', 'concentration', { x: 2, loc: 0, concentration: 0 }), uniform);
  });

  it('a beta of two ones, and a continuous Bernoulli of p = 1/2, are uniform', () => {
    for (const x of [0.01, 0.5, 0.9]) {
      const ones = { x, concentration1: 1, concentration0: 1 };
      checkEqual(logProb('beta', 'concentrations', ones), 0);
      checkEqual(logProb('continuous-bernoulli', 'probs', { x, probs: 0.5 }), 0);
      checkEqual(logProb('continuous-bernoulli', 'logits', { x, logits: 0 }), 0);
    }
  });

  it('a continuous Bernoulli passes p = 1/2 without a jump', () => {
    const at = (logits: number) => logProb('continuous-bernoulli', 'logits', { x: 0.8, logits });
    // Close to 1/2 the log density is (x - 1/2) l - l^2 / 24.
    for (const logits of [-1e-2, -1e-5, -1e-9, 1e-9, 1e-5, 1e-2]) {
      checkEqual(at(logits), 0.3 * logits - logits ** 2 / 24, { absolute: 1e-11 });
    }
  });

  it('a negative binomial of large theta is a Poisson', () => {
    for (const x of [0, 3, 40]) {
      const counts = { x, logmean: Math.log(7), logdispersion: Math.log(1e10) };
      const poisson = logProb('poisson', 'lograte', { x, lograte: Math.log(7) });
      checkEqual(logProb('negative-binomial', 'logmean', counts), poisson, { absolute: 1e-6 });
    }
  });

  it('a negative binomial of theta = 1 is geometric', () => {
    const counts = { x: 4, totalCount: 1, probs: 0.3 };
    const geometric = Math.log(0.7) + 4 * Math.log(0.3);
    checkEqual(logProb('negative-binomial', 'probs', counts), geometric);
  });

  it('a zero-inflated negative binomial without extra zeros is a negative binomial', () => {
    for (const x of [0, 1, 9]) {
      const counts = { x, logmean: 0.7, logdispersion: -0.2 };
      checkEqual(
        logProb('zero-inflated-negative-binomial', 'logmean', { ...counts, gatelogits: -40 }),
        logProb('negative-binomial', 'logmean', counts),
      );
    }
  });

  it('a zero that is nearly always extra costs next to nothing, and a count then all the more', () => {
    const counts = { logmean: 0.7, logdispersion: -0.2, gatelogits: 40 };
    const family = 'zero-inflated-negative-binomial';
    checkEqual(logProb(family, 'logmean', { ...counts, x: 0 }), 0);
    const own = logProb('negative-binomial', 'logmean', { ...counts, x: 5 });
    checkEqual(logProb(family, 'logmean', { ...counts, x: 5 }), own - 40);
  });

  it('a mixture of one discretised logistic is that one', () => {
    const one = { x: 0.25, loc: 0.4, scale: 0.1, ...fiveLevels };
    const mixture = {
      ...one,
      loc: list('component', 0.4),
      scale: list('component', 0.1),
      probs: list('component', 1),
    };
    checkEqual(
      logProb('discretised-logistic-mixture', 'scale', mixture),
      logProb('discretised-logistic', 'scale', one),
    );
  });

  it('a discretised logistic far from a level falls by the distance over its scale', () => {
    const mass = (x: number) =>
      logProb('discretised-logistic', 'logscale', { x, loc: 300, logscale: 0, ...fiveLevels });
    checkEqual(mass(0.5) - mass(0.25), 0.25, { absolute: 1e-12 });
    // The open bin at the end has all that lies beyond.
    checkEqual(mass(0), -300 + 0.125, { absolute: 1e-12 });
  });

  it('a categorical of the levels 0 and 1 is a Bernoulli', () => {
    for (const x of [0, 1]) {
      const two = { x, levels: list('category', 0, 1), logits: list('category', 0, 0.8) };
      checkEqual(
        logProb('categorical', 'logits', two),
        logProb('bernoulli', 'logits', { x, logits: 0.8 }),
      );
    }
  });

  it('a multinomial of one is a one-hot categorical', () => {
    const one = { x: list('data', 0, 1, 0), logits: list('data', 0.3, -1, 2) };
    checkEqual(
      logProb('multinomial', 'logits', { ...one, totalCount: 1 }),
      logProb('one-hot-categorical', 'logits', one),
    );
  });

  it('Poisson counts, given their total, are multinomial', () => {
    const rates = [2, 0.5, 4];
    const counts = [3, 0, 5];
    const total = { n: 8, rate: 6.5 };
    const separate = counts.reduce(
      (sum, x, index) => sum + logProb('poisson', 'rate', { x, rate: rates[index] ?? 0 }),
      0,
    );
    const shares = {
      x: list('data', ...counts),
      totalCount: total.n,
      logits: list('data', ...rates.map(Math.log)),
    };
    checkEqual(
      logProb('multinomial', 'logits', shares),
      separate - logProb('poisson', 'rate', { x: total.n, rate: total.rate }),
    );
  });
});
