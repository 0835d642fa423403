// What the rules about two terms at different scales have in common: the place, the number, both terms beside it.

import type { Context } from '../../context.ts';
import type { LossView } from '../../lossView.ts';
import type { Draft, FixDraft, Severity } from '../../rule.ts';
import { batchProof, betaWords, bothTerms } from '../../words.ts';

interface Words {
  readonly what: string;
  readonly now: string;
  /** Where no weight is named. */
  readonly severity: Severity;
  readonly fixes?: () => Iterable<FixDraft>;
}

/**
 * A weight with a name is a choice: then the number is told, no more. One that has the batch size in it is nobody's
 * choice.
 */
export function scaleDraft(context: Context, view: LossView, words: Words): Draft {
  const { loss, weights } = view;
  const { what, now, severity, fixes } = words;
  const batch = view.isBatchMixed ? ', which changes with the batch size' : '';
  return {
    span: loss.span,
    symbol: loss.symbol,
    severity: view.isBatchMixed ? 'error' : weights.length > 0 ? 'information' : severity,
    message: `${what}: ${betaWords(view, context.where)}${batch}. ${now}`,
    ...(view.isBatchMixed ? { proof: batchProof(view) } : {}),
    related: bothTerms(view),
    ...(fixes ? { fixes } : {}),
  };
}

/** Losses whose two sides are known and whose effective beta is not 1. */
export function* unequal(context: Context): Generator<LossView> {
  for (const view of context.losses()) if (view.isKnown && !view.isOne) yield view;
}
