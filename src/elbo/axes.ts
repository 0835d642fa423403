// The axes a quantity of the ELBO can carry, and the order tensors keep them in.
// Sizes live elsewhere: an axis is a name, so formulas can be read before any number is known.

/**
 * `sample`: draws of z for one datum (K). `batch`: data (B). `data`: dimensions of x (D), an event axis.
 * `latent`: dimensions of z (d), an event axis. `component`: components of a mixture (M). `category`: values that
 * one dimension can take, grey levels or classes (L). `state`: values of z under an integral, which derivations check
 * as a sum over finitely many (S).
 */
export type Axis = 'sample' | 'batch' | 'data' | 'latent' | 'component' | 'category' | 'state';

/** Outer to inner: a tensor with several axes lays them out in this order. */
export const axisOrder = [
  'sample',
  'batch',
  'data',
  'latent',
  'component',
  'category',
  'state',
] as const satisfies readonly Axis[];

/** The letter the field uses for an axis' size. */
export const axisSize = {
  sample: 'K',
  batch: 'B',
  data: 'D',
  latent: 'd',
  component: 'M',
  category: 'L',
  state: 'S',
} as const satisfies Record<Axis, string>;
