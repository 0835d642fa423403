// Distribution objects of torch, TensorFlow Probability, NumPyro, Pyro and distrax, and what their log_prob
// is elementwise. A family that is not expanded here stays opaque and is known by its name alone.

import type { Code } from '../lowering/code.ts';
import type { CodeTable } from '../lowering/codeTable.ts';
import type { Bound, Entry, Vocabulary } from './vocabulary.ts';

function distribution(
  names: readonly string[],
  family: string,
  params: readonly string[],
  eventDims = 0,
  parameters: (b: Bound) => Readonly<Record<string, Code | undefined>> = (b) =>
    Object.fromEntries(params.map((name) => [name, b.code(name)])),
): Entry {
  return { names, params, meaning: { kind: 'distribution', family, eventDims, parameters } };
}

/** A standard deviation by any of its names, or the exponential of its logarithm. */
function scaleOf(b: Bound): Code | undefined {
  const scale = b.code('scale') ?? b.code('std') ?? b.code('stddev');
  const logScale = b.code('log_scale');
  return scale ?? (logScale && b.table.apply('exp', [logScale]));
}

export const distributions: Vocabulary = {
  id: 'distributions',
  name: 'Distributions',
  entries: [
    distribution(['Normal'], 'normal', ['loc', 'scale'], 0, (b) => ({
      loc: b.code('loc') ?? b.code('mean') ?? b.table.zero,
      scale: scaleOf(b) ?? b.table.one,
    })),
    distribution(
      ['MultivariateNormalDiag', 'DiagNormal'],
      'normal',
      ['loc', 'scale_diag'],
      1,
      (b) => ({
        loc: b.code('loc') ?? b.table.zero,
        scale: b.code('scale_diag') ?? b.code('scale_identity_multiplier') ?? b.table.one,
      }),
    ),
    distribution(['LogNormal'], 'lognormal', ['loc', 'scale']),
    distribution(['Laplace'], 'laplace', ['loc', 'scale']),
    distribution(['Bernoulli'], 'bernoulli', ['probs', 'logits'], 0, (b) => ({
      probs: b.code('probs') ?? b.code('p'),
      logits: b.code('logits') ?? b.code('logit'),
    })),
    distribution(['BernoulliProbs'], 'bernoulli', ['probs']),
    distribution(['BernoulliLogits'], 'bernoulli', ['logits']),
    distribution(['RelaxedBernoulli'], 'relaxedBernoulli', ['temperature', 'probs', 'logits']),
    distribution(['ContinuousBernoulli'], 'continuousBernoulli', ['probs', 'logits']),
    distribution(['Categorical', 'OneHotCategorical'], 'categorical', ['probs', 'logits']),
    // Keras has a loss of that name.
    {
      ...distribution(['Poisson'], 'poisson', ['rate', 'log_rate'], 0, (b) => {
        const logRate = b.code('log_rate');
        return { rate: b.code('rate') ?? (logRate && b.table.apply('exp', [logRate])) };
      }),
      path: /^(?!.*(?:keras|losses)\b)(?:.*\.)?Poisson$/u,
    },
    distribution(['NegativeBinomial', 'NegativeBinomial2', 'NegativeBinomialProbs'], 'negbin', [
      'total_count',
      'probs',
      'logits',
    ]),
    distribution(['ZeroInflatedNegativeBinomial', 'ZeroInflatedNegativeBinomial2'], 'zinb', [
      'total_count',
      'probs',
    ]),
    distribution(['Multinomial'], 'multinomial', ['total_count', 'probs', 'logits']),
    distribution(['Beta'], 'beta', ['concentration1', 'concentration0']),
    distribution(['Gamma'], 'gamma', ['concentration', 'rate']),
    distribution(['StudentT'], 'studentT', ['df', 'loc', 'scale']),
    distribution(['VonMises'], 'vonMises', ['loc', 'concentration']),
    distribution(
      ['MultivariateNormal', 'MultivariateNormalTriL', 'MultivariateNormalFullCovariance'],
      'multivariateNormal',
      ['loc', 'covariance_matrix'],
      1,
    ),
    distribution(['Deterministic', 'Delta'], 'delta', ['loc']),
    {
      names: ['Independent', 'to_event', 'independent'],
      params: ['base', 'count'],
      meaning: { kind: 'independent' },
    },
    { names: ['kl_divergence', 'kl'], params: ['q', 'p'], meaning: { kind: 'klDivergence' } },
  ],
};

/** log p(x) elementwise; undefined where the family or its parameters are not expanded. */
export function logProbOf(
  t: CodeTable,
  family: string,
  parameters: Readonly<Record<string, Code | undefined>>,
  x: Code,
): Code | undefined {
  const { loc, scale, probs, logits, rate } = parameters;
  const difference = loc && t.add(x, t.negate(loc));
  switch (family) {
    case 'normal': {
      if (!difference || !scale) return undefined;
      const square = t.multiply(t.power(difference, t.number(2)), t.power(scale, t.number(-2)));
      return t.add(
        t.multiply(t.number(-0.5), square),
        t.negate(t.apply('log', [scale])),
        t.number(-0.5 * Math.log(2 * Math.PI)),
      );
    }
    case 'lognormal': {
      if (!loc || !scale) return undefined;
      const logX = t.apply('log', [x]);
      const normal = logProbOf(t, 'normal', { loc, scale }, logX);
      return normal && t.add(normal, t.negate(logX));
    }
    case 'laplace': {
      if (!difference || !scale) return undefined;
      return t.add(
        t.negate(t.divide(t.apply('abs', [difference]), scale)),
        t.negate(t.apply('log', [scale])),
        t.number(-Math.log(2)),
      );
    }
    case 'bernoulli': {
      if (logits) return t.add(t.multiply(x, logits), t.negate(t.apply('softplus', [logits])));
      if (!probs) return undefined;
      const complement = t.add(t.one, t.negate(probs));
      return t.add(
        t.multiply(x, t.apply('log', [probs])),
        t.multiply(t.add(t.one, t.negate(x)), t.apply('log', [complement])),
      );
    }
    case 'poisson': {
      if (!rate) return undefined;
      return t.add(
        t.multiply(x, t.apply('log', [rate])),
        t.negate(rate),
        t.negate(t.apply('logGamma', [t.add(x, t.one)])),
      );
    }
    case 'studentT':
      return studentT(t, parameters, x);
    case 'vonMises': {
      const { concentration } = parameters;
      if (!difference || !concentration) return undefined;
      return t.add(
        t.multiply(concentration, t.apply('cos', [difference])),
        t.negate(t.apply('log', [t.apply('besselI0', [concentration])])),
        t.number(-Math.log(2 * Math.PI)),
      );
    }
    case 'beta': {
      const { concentration1: a, concentration0: b } = parameters;
      if (!a || !b) return undefined;
      return t.add(
        t.multiply(t.subtract(a, t.one), t.apply('log', [x])),
        t.multiply(t.subtract(b, t.one), t.apply('log', [t.subtract(t.one, x)])),
        t.apply('logGamma', [t.add(a, b)]),
        t.negate(t.apply('logGamma', [a])),
        t.negate(t.apply('logGamma', [b])),
      );
    }
    case 'negbin':
      return negativeBinomial(t, parameters, x);
    default:
      return undefined;
  }
}

function studentT(
  t: CodeTable,
  { df, loc, scale }: Readonly<Record<string, Code | undefined>>,
  x: Code,
): Code | undefined {
  if (!df || !loc || !scale) return undefined;
  const half = (value: Code) => t.multiply(t.number(0.5), value);
  const z = t.divide(t.subtract(x, loc), scale);
  return t.add(
    t.apply('logGamma', [half(t.add(df, t.one))]),
    t.negate(t.apply('logGamma', [half(df)])),
    t.negate(half(t.apply('log', [df]))),
    t.number(-0.5 * Math.log(Math.PI)),
    t.negate(t.apply('log', [scale])),
    t.negate(t.multiply(half(t.add(df, t.one)), t.apply('log1p', [t.divide(t.square(z), df)]))),
  );
}

/** torch: `probs` is that of a success, counted up to `total_count` failures. */
function negativeBinomial(
  t: CodeTable,
  parameters: Readonly<Record<string, Code | undefined>>,
  x: Code,
): Code | undefined {
  const { total_count: r, probs, logits } = parameters;
  if (!r || (!probs && !logits)) return undefined;
  const logSuccess = logits
    ? t.negate(t.apply('softplus', [t.negate(logits)]))
    : t.apply('log', [probs as Code]);
  const logFailure = logits
    ? t.negate(t.apply('softplus', [logits]))
    : t.apply('log', [t.subtract(t.one, probs as Code)]);
  return t.add(
    t.multiply(r, logFailure),
    t.multiply(x, logSuccess),
    t.apply('logGamma', [t.add(x, r)]),
    t.negate(t.apply('logGamma', [r])),
    t.negate(t.apply('logGamma', [t.add(x, t.one)])),
  );
}

/** KL(q || p) elementwise where both are expanded families. */
export function klOf(
  t: CodeTable,
  q: { readonly family: string; readonly parameters: Readonly<Record<string, Code>> },
  p: { readonly family: string; readonly parameters: Readonly<Record<string, Code>> },
): Code | undefined {
  if (q.family !== 'normal' || p.family !== 'normal') return undefined;
  const { loc: m1, scale: s1 } = q.parameters;
  const { loc: m2, scale: s2 } = p.parameters;
  if (!m1 || !s1 || !m2 || !s2) return undefined;
  const two = t.number(2);
  const inverse = t.power(s2, t.number(-2));
  const square = t.power(t.add(m1, t.negate(m2)), two);
  return t.add(
    t.apply('log', [s2]),
    t.negate(t.apply('log', [s1])),
    t.multiply(t.number(0.5), inverse, t.add(t.power(s1, two), square)),
    t.number(-0.5),
  );
}
