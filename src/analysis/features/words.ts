// What each recognised family is, in words: its name, whether its value is a mass or a density, and what that means
// for the sign of the loss. One row a family; nothing here looks at code.

/** mass: at most 1. density: may exceed 1. none: no normalised p(x|z) behind it. */
export type Measure = 'mass' | 'density' | 'none' | 'unknown';

export interface FamilyWords {
  readonly name: string;
  readonly latex: string;
  readonly measure: Measure;
  readonly support: string;
  /** Whether the line of code itself can go below 0 with nothing wrong. */
  readonly sign: string;
}

const massSign = 'so −log p ≥ 0';
const densitySign = 'so −log p may be negative';

const mass = (name: string, support: string, sign = massSign): FamilyWords => ({
  name,
  latex: `\\mathrm{${name.replaceAll(' ', '\\ ')}}`,
  measure: 'mass',
  support,
  sign,
});

const density = (name: string, support: string, sign = densitySign): FamilyWords => ({
  ...mass(name, support, sign),
  measure: 'density',
});

const bernoulli = mass('Bernoulli', '{0, 1}', 'so −log p ≥ 0. For grey x: a cross-entropy');
const gaussian: FamilyWords = {
  ...density('Gaussian', 'ℝ'),
  latex: '\\mathcal{N}',
};

const unknown: FamilyWords = {
  name: 'log p of a distribution that cannot be followed',
  latex: 'p',
  measure: 'unknown',
  support: 'unknown',
  sign: '',
};

const families: Readonly<Record<string, FamilyWords>> = {
  bernoulli,
  bernoulli_logits: bernoulli,
  categorical: mass('Categorical', 'classes'),
  continuous_bernoulli: density('Continuous Bernoulli', '[0, 1]'),
  discretized_logistic: mass('Discretised logistic', 'pixel levels'),
  gaussian_fixed: {
    ...gaussian,
    sign: 'so −log p may be negative',
  },
  gaussian_learned_var: {
    ...gaussian,
    sign: 'so −log p may be negative as σ shrinks',
  },
  laplace: density('Laplace', 'ℝ'),
  logcosh: density('Hyperbolic secant', 'ℝ'),
  student_t: density('Student t', 'ℝ'),
  poisson: mass('Poisson', '{0, 1, 2, …}', 'but without log x! the line may be negative'),
  negbin: mass('Negative binomial', '{0, 1, 2, …}'),
  zinb: mass('Zero-inflated negative binomial', '{0, 1, 2, …}'),
  beta: density('Beta', '(0, 1)'),
  lognormal: density('Log-normal', '(0, ∞)'),
  von_mises: density('Von Mises', 'angles'),
  multinomial: mass('Multinomial', 'counts'),
  perceptual: {
    name: 'Perceptual distance',
    latex: 'd',
    measure: 'none',
    support: 'features of a network',
    sign: 'without a normaliser it bounds no log p(x)',
  },
  adversarial: {
    name: 'Adversarial loss',
    latex: 'D',
    measure: 'none',
    support: 'scores of a discriminator',
    sign: 'without a normaliser it bounds no log p(x)',
  },
};

export const familyWords = (family: string): FamilyWords => families[family] ?? unknown;

export interface DivergenceWords {
  /** Text and LaTeX of the divergence. */
  readonly text: string;
  readonly latex: string;
  readonly prior: string;
  readonly isSampled: boolean;
}

const kl = (q: string, p: string): string =>
  `\\mathrm{KL}\\left(${q} \\,\\middle\\|\\, ${p}\\right)`;
const posterior = 'q(z \\mid x)';

const against = (prior: string, latex: string): DivergenceWords => ({
  text: `KL(q‖${prior})`,
  latex: kl(posterior, latex),
  prior,
  isSampled: false,
});

const divergences: Readonly<Record<string, DivergenceWords>> = {
  diag_gaussian_vs_standard: against('N(0, I)', '\\mathcal{N}(0, I)'),
  unit_variance_gaussian: against('N(0, I)', '\\mathcal{N}(0, I)'),
  diag_gaussian_vs_diag_gaussian: against('N(μₚ, σₚ²)', '\\mathcal{N}(\\mu_p, \\sigma_p^2)'),
  vmf: against('uniform on the sphere', '\\mathrm{uniform}'),
  categorical: against('p(z)', 'p(z)'),
  monte_carlo: { ...against('p(z)', 'p(z)'), isSampled: true },
  dimension_wise_mc: {
    text: 'Σⱼ KL(q(zⱼ)‖p(zⱼ))',
    latex: '\\sum_j \\mathrm{KL}\\left(q(z_j) \\,\\middle\\|\\, p(z_j)\\right)',
    prior: 'p(zⱼ)',
    isSampled: true,
  },
};

export const divergenceWords = (family: string): DivergenceWords =>
  divergences[family] ?? against('p(z)', 'p(z)');

/** Those with words of their own, and one of those without. */
export const divergenceFamilies: readonly string[] = [...Object.keys(divergences), 'library'];

/** What stands in place of a KL, or makes no ELBO at all. */
export const otherTerms: Readonly<Record<string, string>> = {
  density_ratio: 'Total correlation, estimated by a discriminator',
  minibatch_stratified: 'Total correlation, estimated within the minibatch',
  minibatch_weighted: 'Total correlation, estimated within the minibatch',
  mutual_information: 'Mutual information of x and z under q',
  rbf_or_imq: 'Maximum mean discrepancy between q(z) and p(z)',
  dip: 'Penalty on the covariance of q(z) (DIP-VAE)',
  sliced_wasserstein: 'Sliced Wasserstein distance between q(z) and p(z)',
};

export const totalWords: Readonly<Record<string, string>> = {
  sum: 'Negative ELBO',
  weighted_sum: 'Negative ELBO, weighted',
  mc_elbo: 'Negative ELBO, by sampling',
  iwae: 'Importance-weighted bound (IWAE)',
  library: 'Negative ELBO, computed by a library',
  capacity: 'Negative ELBO with a KL capacity',
  factor_vae: 'FactorVAE objective',
  infovae: 'InfoVAE objective',
  wae: 'Wasserstein autoencoder objective',
  tc_decomposition: 'Negative ELBO, its KL split up (β-TC-VAE)',
  adversarial: 'Adversarial objective: no ELBO',
  vq: 'Vector-quantised autoencoder: no ELBO',
  reconstruction_only: 'Reconstruction alone: no ELBO, an autoencoder',
};

/** What a scale variable holds, and the standard deviation it stands for. */
export const parameterWords: Readonly<Record<string, string>> = {
  logvar: 'log σ²',
  log_sigma: 'log σ',
  sigma: 'σ',
  var: 'σ²',
  negative_logvar: '−log σ²',
  precision: '1/σ²',
};
