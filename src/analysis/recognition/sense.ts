// What a piece is: by formula where its kernel is one, else by a known call.

import { type Code, has, holds } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import type { Match } from './match.ts';
import { scaleByName } from './names.ts';
import { shapeOf } from './shapes.ts';
import type { BarePiece, Sense } from './piece.ts';

const scaleName =
  /(?:^|[._])(?:log_?s\w*|logs|lv|ls|ln_?var|log_?var\w*|.*(?:sigma|std|scale|var))(?:$|[._\d])/iu;

/** Its entropy is one variable, which anything added would fit: the code must call it a scale. */
function hasScaleNames({ roles }: Match): boolean {
  return roles.slice(2).every((role) => scaleName.test(labelOf(role)));
}

const klCall =
  /(?:^|[._])(?:kl|kld|kullback|calc_?kl|kl_?div(?:ergence)?|kl_?loss|compute_?kl|kl_?normal\w*|gaussian_?kl)(?:$|[._])/iu;

/** One column is a formula by itself. */
const saysEnough = /^(?:categorical|bernoulliSigned)/u;

export function senseOf(piece: BarePiece): Sense | null {
  const { kernel, match } = piece;
  if (isPerceptual(piece))
    return { kind: 'reconstruction', family: 'perceptual', certainty: 'likely' };
  if (match) {
    const isOne = match.basis.columns.length === 1 && !saysEnough.test(match.basis.id);
    if (isOne) return null;
    const isOwnSoftmax =
      match.basis.id === 'categorical' &&
      match.roles[0] !== undefined &&
      has(match.roles[0], holds.softmax);
    if (isOwnSoftmax) return null;
    if (match.basis.id === 'klSampleCross' && !hasScaleNames(match)) return null;
    return { kind: match.basis.term, family: match.basis.family, certainty: 'exact' };
  }
  const shape = shapeOf(piece);
  if (shape) return { ...shape, certainty: 'likely' };
  if (kernel.kind === 'library') {
    if (kernel.term === 'discreteKl')
      return !isLatent(kernel.args)
        ? null
        : { kind: 'discrete_kl', family: 'categorical', certainty: 'likely' };
    if (kernel.term === 'kl') return { kind: 'kl', family: kernel.family, certainty: 'likely' };
    if (kernel.term === 'reconstruction')
      return { kind: 'reconstruction', family: libraryFamily(kernel.family), certainty: 'likely' };
    return null;
  }
  if (
    kernel.kind === 'symbol' &&
    kernel.symbol.origin === 'call' &&
    kernel.symbol.callee !== null &&
    klCall.test(kernel.symbol.callee) &&
    kernel.symbol.args.length > 0
  ) {
    return { kind: 'kl', family: familyOfHelper(kernel.symbol.args), certainty: 'likely' };
  }
  return null;
}

/** A helper's KL by what it is given: a mean and a scale, or two of each. */
function familyOfHelper(args: readonly Code[]): string {
  const given = args.filter(({ kind }) => kind !== 'number');
  const scales = scaleByName(given.map(labelOf)).length;
  if (given.length === 2 && scales === 1) return 'diag_gaussian_vs_standard';
  return given.length === 4 && scales === 2 ? 'diag_gaussian_vs_diag_gaussian' : 'library';
}

const perceptual = /(?:^|[._])(?:m|ms_?)?ssim|lpips|perceptual|vgg_?loss/iu;
/** Of layers of a network that somebody else trained. */
const features = /(?:^|[._])(?:perc\w*|fea(?:t(?:ure)?s?)?|vgg\w*|phi|activations?)(?:$|[._\d[])/iu;

/** Compared by what a network or a window sees of two pictures, by the name of who compares. */
function isPerceptual({ kernel, helpers, match, names }: BarePiece): boolean {
  if (match) {
    const isComparison = match.basis.id === 'gaussianFixed' || match.basis.id === 'laplaceFixed';
    const compares =
      match.roles.length > 0 && match.roles.every((role) => features.test(labelOf(role)));
    return isComparison && (compares || names.some((name) => perceptual.test(name)));
  }
  if (helpers.some((helper) => perceptual.test(helper))) return true;
  return (
    kernel.kind === 'symbol' &&
    kernel.symbol.origin === 'call' &&
    kernel.symbol.args.length > 1 &&
    perceptual.test(kernel.symbol.callee ?? '')
  );
}

/** As vocabularies name them, where the recogniser has another name. */
const libraryNames: Readonly<Record<string, string>> = {
  bernoulli: 'bernoulli',
  bernoulli_logits: 'bernoulli_logits',
  poisson: 'poisson',
  laplace: 'laplace',
  gaussian_learned_var: 'gaussian_learned_var',
  discretized_logistic: 'discretized_logistic',
  student_t: 'student_t',
  categorical: 'categorical',
  negbin: 'negbin',
  zinb: 'zinb',
  multinomial: 'multinomial',
  beta: 'beta',
  continuousBernoulli: 'continuous_bernoulli',
  studentT: 'student_t',
  vonMises: 'von_mises',
};

function libraryFamily(family: string): string {
  return libraryNames[family] ?? 'generic_log_prob';
}

/** `kl_div` compares any two categoricals; only one of a latent is a term of an ELBO. */
function isLatent(args: readonly Code[]): boolean {
  return args.some((arg) =>
    /(?:^|_)(?:q|qy|qz|latent|gumbel|z|posterior)(?:$|_)/iu.test(labelOf(arg)),
  );
}

export function isLikelihood(sense: Sense | null): boolean {
  return sense?.kind === 'reconstruction';
}

export function isDivergence(sense: Sense | null): boolean {
  return sense !== null && ['kl', 'discrete_kl', 'mmd', 'tc', 'regulariser'].includes(sense.kind);
}
