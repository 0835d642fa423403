// What an opaque value is by its name alone: evidence for totals, never for a formula.

import { type Code, unnamed } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import type { ScaleParameter } from './basis.ts';
import type { BarePiece } from './piece.ts';

export type NamedSense = 'likelihood' | 'divergence' | 'logPosterior' | 'logPrior' | null;

const divergence =
  /(?:^|_)(?:kl\w*|kld\w*|divergence|latent_?loss|rate|mmd\w*|swd\w*|tc\w*|mi_loss)(?:$|_|\d)/iu;
/** Of a latent only in company: other models are regularised too. */
const regulariser = /(?:^|_)regulari[sz]\w*(?:$|_)/iu;
const likelihood =
  /(?:^|_)(?:recon\w*|rec|rc|rec_?loss|nll|likelihood|log_?lik\w*|ll|bce|mse|xent\w*|cross_?entropy|distortion|log_?p_?x\w*|logpx\w*|decoder_?loss|mssim\w*|perceptual\w*)(?:$|_|\d)/iu;
const posterior = /(?:^|_)log_?q\w*|(?:^|_)q_?z\w*_?log|log_?prob_?q/iu;
const prior =
  /(?:^|_)log_?p_?z\w*|(?:^|_)logpz\w*|log_?prior|log_?p_?theta_?z|prior_?log|log_?pi(?:$|_)/iu;

/** The names a piece was given, innermost last, with its helper or callee. */
export function wordsOf(piece: BarePiece): readonly string[] {
  const kernel = unnamed(piece.kernel);
  const own = kernel.kind === 'symbol' ? [labelOf(kernel), kernel.symbol.callee ?? ''] : [];
  return [...piece.names.map((name) => name.replace(/^@/u, '')), ...own].map(snake);
}

function snake(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/gu, '$1_$2').replaceAll('.', '_');
}

const kinds = new Map<string, NamedSense>();

export function kindOfWord(name: string, hasLatent: boolean): NamedSense {
  const key = `${hasLatent ? '+' : '-'}${name}`;
  const known = kinds.get(key);
  if (known !== undefined) return known;
  if (kinds.size > 20_000) kinds.clear();
  const kind = readWord(snake(name), hasLatent);
  kinds.set(key, kind);
  return kind;
}

function readWord(word: string, hasLatent: boolean): NamedSense {
  if (posterior.test(word)) return 'logPosterior';
  if (prior.test(word)) return 'logPrior';
  if (likelihood.test(word)) return 'likelihood';
  return divergence.test(word) || (hasLatent && regulariser.test(word)) ? 'divergence' : null;
}

export function namedSense(piece: BarePiece, hasLatent: boolean): NamedSense {
  for (const word of wordsOf(piece).toReversed()) {
    const kind = kindOfWord(word, hasLatent);
    if (kind) return kind;
  }
  return null;
}

/** Whether the kernel is something no formula can claim: the result of a call or an attribute. */
export function isOpaque(kernel: Code): boolean {
  const value = unnamed(kernel);
  return value.kind === 'symbol' || value.kind === 'reduce' || value.kind === 'library';
}

export function isWeightName(name: string): boolean {
  return /(?:^|[._])w_|_w$|(?:weight|coef|coeff|beta|lambda|alpha|gamma|scale|factor|anneal|ratio|lam\b|warm)/iu.test(
    name,
  );
}

const scaleNames: readonly (readonly [RegExp, ScaleParameter])[] = [
  [/log_?var|ln_?var|log_?v(?:$|_)|log_?sigma_?sq/iu, 'logvar'],
  [/log_?(?:std|sd|sigma|scale)/iu, 'log_sigma'],
  [/std|sigma|scale/iu, 'sigma'],
  [/var/iu, 'var'],
];

/** The scales among these names, each by what its name says it is. */
export function scaleByName(names: readonly string[]): readonly ScaleParameter[] {
  return names.flatMap((name) => scaleNames.find(([test]) => test.test(name))?.[1] ?? []);
}
