// Squared errors and cross-entropies stand in every kind of code. What makes one a reconstruction is company: a
// KL, a draw of a latent, a target that is the input.

import { type Code, unnamed } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import type { Fact } from '../lowering/unit.ts';
import type { Knowledge } from './knowledge.ts';
import type { Piece } from './piece.ts';
import type { UnitReading } from './reading.ts';

const vetoes =
  /(?:^|[^a-z])(?:adv(?:ersarial)?|disc(?:riminator)?|d (?:tc|loss|real|fake|z)\b\S*|real|fake|class(?:es|ifier|ification)?|labels?|teacher|distill?\w*|policy|reward|q_?values?|state_values?|actor|critic|noise_pred\w*|predicted_noise|codebook|quanti[sz]e\w*|commit\w*|style|content|gan|generator|gen_loss|dip|cov(?:ariance)?)(?:$|[^a-z])/iu;
const speaks =
  /(?:recon\w*|rec_?(?:x|loss)?\b|x_?hat|decod\w*|\brec\b|nll|likelihood|bce|mse|x_?(?:pred|tilde|out|mean|logit)s?|inputs?|images?|\bx\b|data|logits|generated|outputs?|elbo|y_true)/iu;

export function admitsReconstruction(
  piece: Piece,
  fact: Fact,
  reading: UnitReading,
  knowledge: Knowledge,
): boolean {
  const { kernel } = piece;
  // A class label written as a constant is no datum.
  if (kernel.kind === 'library' && kernel.args.some((arg) => arg.kind === 'number')) return false;
  if (knowledge.isBesideKl(unnamed(kernel)) || knowledge.isHelperBesideKl(fact.symbol)) return true;
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
  if (reading.klFunctions.has(fact.functionSpan.from)) return true;
  if (knowledge.hasLatent()) return speaks.test(raw);
  return /recon|vae|elbo/iu.test(raw);
}

function libraryWords(kernel: Code): readonly string[] {
  return kernel.kind === 'library' ? kernel.args.map(labelOf) : [];
}
