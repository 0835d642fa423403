// Squared errors and cross-entropies stand in every kind of code. What makes one a reconstruction is company: a
// KL, a draw of a latent, a target that is the input.

import type { Fact } from '../lowering/machine.ts';
import { type Code, unnamed } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import type { Piece } from './split.ts';

export interface Evidence {
  /** The document holds a KL or draws a latent. */
  readonly hasLatent: boolean;
  /** Functions, by where they begin, that hold a KL. */
  readonly klFunctions: ReadonlySet<number>;
  /** Kernels that share a total with a KL. */
  readonly beside: ReadonlySet<Code>;
  /** Helpers whose result shares a total with a KL. */
  readonly helpers: ReadonlySet<string>;
}

type SenseOf = (piece: Piece) => { readonly kind: string } | null;

export function gatherEvidence(
  readings: readonly { readonly fact: Fact; readonly pieces: readonly Piece[] }[],
  hasSampler: boolean,
  senseOf: SenseOf,
  regularised: ReadonlySet<number>,
): Evidence {
  const klFunctions = new Set<number>(regularised);
  const beside = new Set<Code>();
  const helpers = new Set<string>();
  for (const { fact, pieces } of readings) {
    const hasKl = pieces.some((piece) => {
      const kind = senseOf(piece)?.kind;
      return kind === 'kl' || kind === 'discrete_kl';
    });
    if (!hasKl) continue;
    klFunctions.add(fact.functionSpan.from);
    for (const piece of pieces) {
      beside.add(unnamed(piece.kernel));
      const innermost = piece.helpers.at(-1);
      if (innermost !== undefined) helpers.add(innermost);
    }
  }
  return { hasLatent: klFunctions.size > 0 || hasSampler, klFunctions, beside, helpers };
}

const vetoes =
  /(?:^|[^a-z])(?:adv(?:ersarial)?|disc(?:riminator)?|d (?:tc|loss|real|fake|z)\b\S*|real|fake|class(?:es|ifier|ification)?|labels?|teacher|distill?\w*|policy|reward|q_?values?|state_values?|actor|critic|noise_pred\w*|predicted_noise|codebook|quanti[sz]e\w*|commit\w*|style|content|gan|generator|gen_loss|dip|cov(?:ariance)?)(?:$|[^a-z])/iu;
const speaks =
  /(?:recon\w*|rec_?(?:x|loss)?\b|x_?hat|decod\w*|\brec\b|nll|likelihood|bce|mse|x_?(?:pred|tilde|out|mean|logit)s?|inputs?|images?|\bx\b|data|logits|generated|outputs?|elbo|y_true)/iu;

export function admitsReconstruction(piece: Piece, fact: Fact, evidence: Evidence): boolean {
  const { kernel } = piece;
  // A class label written as a constant is no datum.
  if (kernel.kind === 'library' && kernel.args.some((arg) => arg.kind === 'number')) return false;
  if (evidence.beside.has(unnamed(kernel)) || evidence.helpers.has(fact.symbol)) return true;
  const words = [
    ...piece.names,
    fact.name,
    fact.symbol,
    ...(piece.match?.roles.map(labelOf) ?? libraryWords(piece.kernel)),
  ];
  const text = words
    .join(' ')
    .replaceAll(/([a-z])([A-Z])/gu, '$1_$2')
    .replaceAll('_', ' ');
  const raw = words.join(' ');
  if (vetoes.test(text)) return false;
  if (evidence.klFunctions.has(fact.functionSpan.from)) return true;
  if (evidence.hasLatent) return speaks.test(raw);
  return /recon|vae|elbo/iu.test(raw);
}

function libraryWords(kernel: Code): readonly string[] {
  return kernel.kind === 'library' ? kernel.args.map(labelOf) : [];
}
