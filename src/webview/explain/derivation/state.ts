// What a derivation page holds: what the host read of the code, and what the person has chosen.

import { getDerivation, isDerivationId } from '../../../elbo/derivations/index.ts';
import type { DerivationContent, Told, ToldStep } from '../../../elbo/derivations/told.ts';
import { toldOf } from '../../../elbo/derivations/toldOf.ts';
import { evaluate } from '../../../elbo/expr/evaluate.ts';
import type { Expr } from '../../../elbo/expr/expr.ts';
import { numberOps } from '../../../elbo/expr/numberOps.ts';
import type { DerivationRequest } from '../../../protocol/explain.ts';
import { typedNumber, type CheckInputs } from './check.ts';

export interface DerivationState {
  readonly request: DerivationRequest | null;
  /** Null until the host has answered. */
  readonly content: DerivationContent | null;
  /** `fitted`: the scale at which the loss is a negative ELBO. */
  readonly scaleMode: 'fitted' | 'given';
  readonly scale: number;
  /** What was typed for the scale and cannot be used, and why. */
  readonly scaleProblem: string | null;
  /** Of `elbo/source`; null: the one the code is in. */
  readonly framework: string | null;
  readonly inputs: CheckInputs;
  readonly isCheckOpen: boolean;
  /** The line that is pointed at. */
  readonly pointed: number | null;
  /** The line that a selection in the code leads to. */
  readonly selected: number | null;
}

export const initialState: DerivationState = {
  request: null,
  content: null,
  scaleMode: 'fitted',
  scale: 1,
  scaleProblem: null,
  framework: null,
  inputs: { seed: 1, typed: {} },
  isCheckOpen: false,
  pointed: null,
  selected: null,
};

/** The derivation on show: of the code, else one of the registry. */
export function toldIn({ content }: DerivationState): Told | null {
  if (content === null) return null;
  if (content.told) return content.told;
  const { general } = content;
  return general !== null && isDerivationId(general) ? generalTold(general) : null;
}

const generals = new Map<string, Told>();

function generalTold(id: Parameters<typeof getDerivation>[0]): Told {
  const known = generals.get(id);
  if (known) return known;
  const told = toldOf(getDerivation(id));
  generals.set(id, told);
  return told;
}

/** Sizes and weights that the code states, or that were typed. */
export function statedIn(state: DerivationState): ReadonlyMap<string, number> {
  const { content, inputs } = state;
  const quantities = toldIn(state)?.quantities ?? [];
  const typed = quantities.flatMap((quantity): readonly (readonly [string, number])[] => {
    const value = typedNumber(inputs, quantity);
    return typeof value === 'number' ? [[quantity.name, value]] : [];
  });
  const fixed = quantities.flatMap((quantity): readonly (readonly [string, number])[] =>
    quantity.domain === 'fixed' ? [[quantity.name, quantity.value]] : [],
  );
  const sizes = (content?.code?.sizes ?? []).map(({ symbol, value }) => [symbol, value] as const);
  return new Map([...typed, ...fixed, ...sizes]);
}

/** An expression of sizes and weights as a number; null where one is not stated. */
export function numberOf(expr: Expr, stated: ReadonlyMap<string, number>): number | null {
  try {
    return evaluate(expr, numberOps, Object.fromEntries(stated));
  } catch {
    return null;
  }
}

/** The steps for the scale that is chosen. */
export function stepsIn(state: DerivationState): readonly ToldStep[] {
  const scale = state.content?.code?.scale ?? null;
  if (scale && state.scaleMode === 'given') return scale.givenSteps;
  return toldIn(state)?.steps ?? [];
}

/** The number of the scale now; null where it fits the code and a size it rests on is not known. */
export function scaleIn(state: DerivationState): number | null {
  const choice = state.content?.code?.scale;
  if (!choice) return null;
  return state.scaleMode === 'given' ? state.scale : numberOf(choice.fitted, statedIn(state));
}
