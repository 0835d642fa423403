// Words of other libraries and papers for what a config calls something else.

import { families } from '../elbo/families/index.ts';

const keySynonyms: Readonly<Record<string, readonly string[]>> = {
  latent: ['latent_dim', 'latentDim', 'latentSize', 'latentDimensions', 'z_dim', 'zDim', 'nz'],
  hidden: ['layers', 'units', 'hidden_dims', 'hiddenLayers', 'widths'],
  initialisation: ['init', 'initializer'],
  learningRate: ['lr', 'step_size'],
  batchSize: ['batch', 'bs'],
  epochs: ['num_epochs', 'max_epochs'],
  steps: ['max_steps', 'iterations', 'num_steps', 'warmup', 'warmup_steps'],
  optimizer: ['optimiser', 'opt'],
  engine: ['backend', 'device'],
  beta: ['kld_weight', 'klWeight', 'kl_coeff', 'kl_scale'],
  sigma: ['std', 'stddev'],
  b: ['sigma', 'std', 'diversity'],
  s: ['sigma', 'std'],
  nu: ['df', 'dof', 'freedom'],
  kappa: ['phi', 'precision', 'sigma'],
  theta: ['r', 'total_count', 'inverse_dispersion', 'px_r'],
  pi: ['dropout', 'gate', 'zero_probability'],
  components: ['mixtures', 'num_mixtures', 'num_components', 'nr_mix'],
  degreesOfFreedom: ['df_mode'],
  family: ['distribution', 'dist'],
  source: ['dataset'],
  count: ['n', 'size', 'num_samples'],
  validation: ['val', 'valid', 'val_size', 'test'],
  transform: ['binarise', 'binarize', 'binarisation', 'dequantise', 'dequantize'],
  scaling: ['scale_data'],
  standardise: ['standardize', 'normalise', 'normalize', 'zscore', 'z_score', 'whiten'],
  samples: ['k', 'num_z', 'num_samples', 'importance_samples'],
  freeNats: ['free_bits', 'freeBits', 'kl_tolerance', 'kl_min', 'target_kl'],
  capacity: ['c', 'C_max', 'max_capacity', 'c_max'],
  cycles: ['n_cycle', 'num_cycles'],
  ramp: ['ratio', 'proportion'],
  file: ['path', 'filename', 'file_name'],
  folder: ['directory', 'dir', 'root'],
  limit: ['max_samples', 'first'],
};

const valueSynonyms: Readonly<Record<string, readonly string[]>> = {
  idx: ['mnist', 'fashion-mnist', 'emnist', 'kmnist'],
  'two-moons': ['moons'],
  'eight-gaussians': ['8gaussians', 'mixture-of-gaussians', 'gmm'],
  'binary-bars': ['bars'],
  csv: ['tsv', 'table', 'text'],
  npz: ['numpy'],
  png: ['pngs', 'images', 'folder', 'image-folder'],
  shapes: ['dsprites'],
  'stroke-digits': ['digits', 'strokes'],
  mlp: ['dense', 'linear', 'fully-connected', 'fc'],
  conv: ['cnn', 'convolutional', 'conv2d'],
  'beta-elbo': ['beta-vae'],
  elbo: ['vae'],
  'free-bits': ['freebits', 'kl-threshold', 'free-nats'],
  capacity: ['annealed-vae', 'controlled-capacity', 'capacity-vae'],
  iwae: ['importance-weighted', 'iw-elbo', 'iwelbo'],
  cyclical: ['cyclic', 'cycle'],
  sigmoid: ['logistic'],
  'static-binarisation': ['binarise', 'binarize', 'static'],
  'stochastic-binarisation': ['dynamic', 'stochastic', 'bernoulli'],
  'uniform-dequantisation': ['dequantise', 'dequantize', 'dequantization'],
  threshold: ['binary'],
  unit: ['minmax', '0-1'],
  'closed-form': ['analytic', 'exact'],
  'monte-carlo': ['mc', 'sampled'],
  auto: ['gpu', 'cuda'],
  linear: ['warmup', 'identity', 'none'],
  'leaky-relu': ['lrelu'],
  'per-dimension': ['diagonal', 'vector'],
  'per-element': ['heteroscedastic', 'full'],
  shared: ['learned', 'scalar'],
  fixed: ['constant'],
  glorot: ['xavier'],
  he: ['kaiming'],
};

const plain = (word: string) => word.toLowerCase().replaceAll(/[-_\s]/gu, '');

/** The allowed value that `word` is another name of. */
export function findWordFor(word: string, allowed: readonly string[]): string | undefined {
  const family = families.find(({ name, aliases }) =>
    [name, ...aliases].map(plain).includes(plain(word)),
  );
  if (family && allowed.includes(family.id)) return family.id;
  return findSynonym(word, allowed, valueSynonyms);
}

/** The known key that `word` is another name of. */
export const findKeyFor = (word: string, known: readonly string[]): string | undefined =>
  findSynonym(word, known, keySynonyms);

const findSynonym = (
  word: string,
  known: readonly string[],
  synonyms: Readonly<Record<string, readonly string[]>>,
): string | undefined => known.find((name) => synonyms[name]?.map(plain).includes(plain(word)));
