// Which statements make a total: one likelihood and one divergence at least, in different addends. Names count for what
// no formula claims.

import type { Code } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import type { Knowledge } from './knowledge.ts';
import { kindOfWord, namedSense } from './names.ts';
import type { Piece, Sense } from './piece.ts';
import type { Reading } from './reading.ts';
import { isDivergence, isLikelihood } from './sense.ts';
import type { Splitter } from './split.ts';
import { addendsOf } from './structures.ts';
import { isOfLatent } from './terms.ts';

/** A codebook is learned by squared errors of latents: its losses are no divergences. */
const quantised = /quanti[sz]|codebook|commit/iu;

export function isTotal(
  { fact, pieces }: Reading,
  splitter: Splitter,
  knowledge: Knowledge,
): boolean {
  if (pieces.length < 2 || pieces.length > 40) return false;
  const isOther = pieces.some((piece) =>
    quantised.test([...piece.names, ...(piece.match?.roles.map(labelOf) ?? [])].join(' ')),
  );
  if (isOther && !pieces.some(({ sense }) => sense?.kind === 'kl')) return false;
  const senses = pieces.map((piece) => dataSense(piece) ?? nameSense(piece, knowledge));
  if (senses.some(isLikelihood) && senses.some(isDivergence)) return true;
  const addends = addendsOf(fact.value).map(({ value }) => {
    const own = splitter.split(value).map(dataSense);
    const words = new Set(labelsOf(value).map((label) => kindOfWord(label, knowledge.hasLatent())));
    return {
      likelihood: words.has('likelihood') || own.some(isLikelihood),
      divergence: words.has('divergence') || own.some(isDivergence),
    };
  });
  return addends.some(
    (one) => one.likelihood && addends.some((other) => other !== one && other.divergence),
  );
}

/** A density its author calls one of the latent is no likelihood, whatever its formula. */
function dataSense(piece: Piece): Sense | null {
  const { sense } = piece;
  return sense?.kind === 'reconstruction' && isOfLatent(piece, undefined) ? null : sense;
}

/** What an addend is called, or the factors of one that is weighed. */
function labelsOf(value: Code): readonly string[] {
  return value.kind === 'multiply' ? value.factors.map(labelOf) : [labelOf(value)];
}

function nameSense(piece: Piece, knowledge: Knowledge): Sense | null {
  if (piece.match && piece.match.basis.columns.length > 1) return null;
  switch (namedSense(piece, knowledge.hasLatent())) {
    case 'likelihood':
      return { kind: 'reconstruction', family: 'generic_log_prob', certainty: 'likely' };
    case 'divergence':
    case 'logPosterior':
      return { kind: 'kl', family: 'library', certainty: 'likely' };
    default:
      return null;
  }
}
