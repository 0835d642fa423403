// The logarithm of a sum of exponentials in the words of each library.

import type { Context } from '../context.ts';

interface Style {
  readonly library: string;
  readonly name: string;
  readonly axis: string;
  /** The logarithm of a number; empty where none is at hand. */
  readonly log: (context: Context) => string;
}

const logOfNumber = ({ text }: Context): string =>
  /^import math$/mu.test(text) ? 'math.log' : /\bas np\b/u.test(text) ? 'np.log' : '';

const styles: readonly Style[] = [
  { library: 'torch', name: 'torch.logsumexp', axis: 'dim', log: logOfNumber },
  { library: 'tf', name: 'tf.reduce_logsumexp', axis: 'axis', log: () => '' },
  {
    library: 'jnp',
    name: 'jax.nn.logsumexp',
    axis: 'axis',
    log: ({ text }) => (/^import jax$/mu.test(text) ? 'jnp.log' : ''),
  },
];

/** `torch.logsumexp(w, dim=0)`, for a mean less `log K`; null where the program has no words for it. */
export function logSumExpText(
  context: Context,
  library: string,
  [operand, axis]: readonly [operand: string, axis: string],
  isMean: boolean,
): { readonly name: string; readonly text: string } | null {
  const style = styles.find((one) => one.library === library);
  if (!style) return null;
  const summed = `${style.name}(${operand}, ${style.axis}=${axis})`;
  if (!isMean) return { name: style.name, text: summed };
  const count = logOfCount(context, library, operand, axis);
  return count ? { name: style.name, text: `(${summed} - ${count})` } : null;
}

/** `math.log(w.shape[0])`; null where the program has no words for it. */
export function logOfCount(
  context: Context,
  library: string,
  operand: string,
  axis: string,
): string | null {
  const log = styles.find((one) => one.library === library)?.log(context) ?? '';
  return log === '' || !/^\w+$/u.test(operand) ? null : `${log}(${operand}.shape[${axis}])`;
}
