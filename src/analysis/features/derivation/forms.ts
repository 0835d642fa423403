// Which derivation a recognised formula is the end of, and what its variables are there.

import type { Expr } from '../../../elbo/expr/expr.ts';
import type { DerivationId } from '../../../elbo/derivations/index.ts';

export interface Form {
  readonly derivation: DerivationId;
  /** Symbols of the derivation, and the roles of the formula that they are. */
  readonly symbols: Readonly<Record<string, string>>;
  /** A symbol that the code states in another quantity: its value in roles, and the equation that says so. */
  readonly chosen: {
    readonly symbol: string;
    readonly value: Expr;
    readonly shown: readonly [Expr, Expr];
  } | null;
  /** The formula is the same with the constant and without, and code never has it. */
  readonly alwaysDrops: boolean;
}

const form = (
  derivation: DerivationId,
  symbols: Form['symbols'],
  chosen: Form['chosen'] = null,
  alwaysDrops = false,
): Form => ({ derivation, symbols, chosen, alwaysDrops });

const location = { x: 'x', xHat: 'm' };

/** By the id of the basis. */
export const forms: Readonly<Partial<Record<string, Form>>> = {
  gaussianFixed: form('gaussian-fixed-scale', location),
};
