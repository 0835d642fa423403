// What a loss is where it is no ELBO: said in the terms of the code's own words, and only where the formula is one that
// stands in an ELBO too. Likely, never exact.

import { labelOf } from '../lowering/machine.ts';
import type { Span } from '../syntax/ast.ts';
import { leafSymbols } from './kernel.ts';
import type { Piece } from './piece.ts';
import type { Reading } from './reading.ts';
import type { Term } from './term.ts';

export type OtherLoss =
  | 'diffusion'
  | 'vectorQuantisation'
  | 'adversarial'
  | 'distillation'
  | 'reinforcement'
  | 'classification';

export interface Verdict {
  readonly kind: OtherLoss;
  readonly symbol: string;
  readonly functionSpan: Span;
  readonly span: Span;
  /** One line for a person. */
  readonly summary: string;
}

/** In order: a classifier's labels also stand beside teachers and discriminators. */
const kinds: readonly (readonly [OtherLoss, RegExp, string])[] = [
  [
    'diffusion',
    /(?:^|_)(?:noise|predicted_noise|noise_pred|eps_?(?:pred|theta|hat)|x_?noisy|timesteps?|denois\w*)(?:$|_)/iu,
    'A denoising loss: it matches scores or noise at one level, and is no ELBO as it stands.',
  ],
  [
    'vectorQuantisation',
    /quanti[sz]|codebook|commit|(?:^|_)vq(?:$|_)/iu,
    'A codebook or commitment loss: the latent is quantised, and no KL is paid for it here.',
  ],
  [
    'adversarial',
    /(?:^|_)(?:adv|adversarial|disc|discriminator|net_?d|d|real|fake|gan|real_label|fake_label)(?:$|_)/iu,
    'An adversarial loss: it trains or fools a discriminator, and is no log likelihood of data.',
  ],
  [
    'distillation',
    /(?:^|_)(?:teacher|student|distill\w*|kd)(?:$|_)/iu,
    'A distillation loss: two networks’ outputs are compared, not data with a model of them.',
  ],
  [
    'reinforcement',
    /(?:^|_)(?:policy|reward|advantages?|critic|actor|target_q|q\d?|returns|value_loss)(?:$|_)/iu,
    'A reinforcement-learning loss: no latent is integrated out.',
  ],
  [
    'classification',
    /(?:^|_)(?:labels?|class(?:es)?|targets?)(?:$|_)/iu,
    'A classification loss: log p(label | input), with no latent to integrate out.',
  ],
];

/** One verdict for each kind and function that holds no term of an ELBO. */
export function verdictsOf(
  readings: readonly Reading[],
  terms: readonly Term[],
): readonly Verdict[] {
  const held = new Set(terms.map(({ functionSpan }) => functionSpan.from));
  const found = new Map<string, Verdict>();
  for (const { fact, pieces } of readings) {
    const { symbol, functionSpan, span } = fact;
    if (held.has(functionSpan.from)) continue;
    for (const piece of pieces) {
      const kind = kindOf(piece, [fact.name, symbol]);
      if (!kind) continue;
      const [name, , summary] = kind;
      const key = `${functionSpan.from} ${name}`;
      if (!found.has(key)) found.set(key, { kind: name, symbol, functionSpan, span, summary });
    }
  }
  return [...found.values()];
}

function kindOf(piece: Piece, names: readonly string[]) {
  const { kernel, match, sense } = piece;
  // Cross-entropy against a constant label is a logarithm alone.
  const isLog = kernel.kind === 'apply' && kernel.fn === 'log';
  const isComparison = kernel.kind === 'library' || isLog || sense?.kind === 'reconstruction';
  if (!isComparison) return undefined;
  const roles =
    match?.roles ??
    (kernel.kind === 'library' ? kernel.args : isLog ? [...leafSymbols(kernel)] : []);
  const words = [...piece.names, ...names, ...roles.map(labelOf)].map((word) =>
    word.replaceAll(/([a-z])([A-Z])/gu, '$1_$2').replaceAll(/[^A-Za-z0-9]+/gu, '_'),
  );
  const isCategorical = kernel.kind === 'library' && kernel.family === 'categorical';
  return kinds.find(
    ([name, test]) =>
      (name !== 'classification' || isCategorical) && words.some((word) => test.test(word)),
  );
}
