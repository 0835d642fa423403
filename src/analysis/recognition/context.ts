// Squared errors and cross-entropies stand in every kind of code. What makes one a reconstruction is company: a
// KL, a draw of a latent, a target that is the input.

import { type Code, unnamed } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import type { Fact } from '../lowering/unit.ts';
import type { Knowledge } from './knowledge.ts';
import type { Piece } from './piece.ts';
import type { UnitReading } from './reading.ts';

const vetoes =
  /(?:^|[^a-z])(?:adv(?:ersarial)?|disc(?:riminator)?|d (?:tc|loss|real|fake|z)\b\S*|real|fake|class(?:es|ifier|ification)?|labels?|teacher|distill?\w*|policy|reward|q_?values?|state_values?|actor|critic|noise_pred\w*|predicted_noise|codebook|quanti[sz]e\w*|commit\w*|style|content|propert(?:y|ies)|attributes?|auxiliary|aux|cycle|gan|generator|gen_loss|dip|cov(?:ariance)?)(?:$|[^a-z])/iu;
const speaks =
  /(?:recon\w*|rec_?(?:x|loss)?\b|x_?hat|decod\w*|\brec\b|nll|likelihood|bce|mse|x_?(?:pred|tilde|out|mean|logit)s?|inputs?|images?|\bx\b|data|logits|generated|outputs?|elbo|y_true|y_pred)/iu;

/** Codes are compared too: latents drawn with latents found again. */
const latentName =
  /^(?:(?:self|this)\.)?_?(?:z|zs|latents?|codes?|z_?(?:hat|rec\w*|pred|sampled?|samples)|sampled_(?:z|latents?))$/iu;

const classes = /(?:^|[^a-z])(?:class(?:es|ifier|ification|ify)?|labels?|label ids?)(?:$|[^a-z])/iu;
const densities = /log_?(?:bern\w*|normal\w*|gauss\w*|lik\w*|density|p_?x\w*|prob\w*)|(?:^|_)nll/iu;
const latents =
  /(?:^|[^a-z])(?:q|qy|qz|q_?[yz]\w*|z|zs|latents?|gumbel\w*|kl\w*|posteriors?|priors?|cat\w*|mixture|pi)(?:$|[^a-z])/iu;

export function admitsReconstruction(
  piece: Piece,
  fact: Fact,
  reading: UnitReading,
  knowledge: Knowledge,
): boolean {
  const { kernel } = piece;
  // A class label written as a constant is no datum.
  if (kernel.kind === 'library' && kernel.args.some((arg) => arg.kind === 'number')) return false;
  const raw = wordsAround(piece, fact);
  const text = spaced(raw);
  // Labels are classified beside an ELBO too.
  if (piece.sense?.family === 'categorical' && classes.test(text)) return false;
  const roles = piece.match?.roles ?? [];
  if (roles.length > 0 && roles.every((role) => latentName.test(labelOf(role)))) return false;
  // The mass of a bin of grey levels is of data, whatever stands beside it.
  if (piece.sense?.family === 'discretized_logistic') return !vetoes.test(text);
  if (knowledge.isBesideKl(unnamed(kernel)) || knowledge.isHelperBesideKl(fact.symbol)) return true;
  if (isLossHelper(fact, reading) && knowledge.hasLatent())
    return !vetoes.test(spaced(fact.symbol));
  if (vetoes.test(text)) return false;
  if (reading.klFunctions.has(fact.functionSpan.from)) return true;
  if (isDensityByName(piece, raw)) return true;
  return knowledge.hasLatent() ? speaks.test(raw) : /recon|vae|elbo/iu.test(raw);
}

/** Every word of a name that says no more than which loss it is. */
const lossWords =
  /^(?:loss(?:es)?|nll|llh|ll|cross|entropy|crossentropy|binary|bce|mse|mae|l1|l2|log|lik\w*|likelihood|recon\w*|rec|with|logits?|calc|compute|get|func?|function|fn|error|squared|mean|abs|absolute|sum|poisson|nb|zinb|negative|binomial|bern\w*|gauss\w*|normal|laplace|logistic|discretized|x|p|px|stable|safe)$/iu;

/** A function that states one loss and is called one, in a file of an ELBO: what its arguments are called says nothing. */
function isLossHelper({ symbol, functionSpan }: Fact, { readings }: UnitReading): boolean {
  const words = spaced(symbol)
    .split(/[\s.]+/u)
    .filter((word) => word !== '');
  if (words.length === 0 || !words.every((word) => lossWords.test(word))) return false;
  const own = readings.filter(({ fact }) => fact.functionSpan.from === functionSpan.from);
  return own.every(({ pieces }) => pieces.length <= 1);
}

function spaced(words: string): string {
  return words.replaceAll(/([a-z])([A-Z])/gu, '$1_$2').replaceAll('_', ' ');
}

/** A mass of the data that its author calls a log probability, in a file of such helpers; a density may be of anything. */
function isDensityByName({ match }: Piece, words: string): boolean {
  const isMass = match !== null && match.basis.columns.length > 1 && !match.basis.isDensity;
  return isMass && densities.test(words);
}

/** Entropies and divergences of classes stand in every kind of code; one of a latent says so. */
export function admitsDiscrete(piece: Piece, fact: Fact): boolean {
  return latents.test(wordsAround(piece, fact).replaceAll(/([a-z])([A-Z])/gu, '$1_$2'));
}

function wordsAround(piece: Piece, fact: Fact): string {
  const roles = piece.match?.roles.map(labelOf) ?? libraryWords(piece.kernel);
  return [...piece.names, fact.name, fact.symbol, ...roles].join(' ');
}

function libraryWords(kernel: Code): readonly string[] {
  return kernel.kind === 'library' ? kernel.args.map(labelOf) : [];
}
