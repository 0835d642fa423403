// What telling a term's derivation works with: its formula, the derivation that ends in it, the code's names.

import type { Derivation } from '../../../elbo/derivations/derivation.ts';
import { getDerivation } from '../../../elbo/derivations/index.ts';
import { ToldSteps } from '../../../elbo/derivations/toldSteps.ts';
import type { Expr } from '../../../elbo/expr/expr.ts';
import { substitute } from '../../../elbo/expr/walk.ts';
import type { Match } from '../../recognition/match.ts';
import type { Piece } from '../../recognition/piece.ts';
import { Product } from '../../recognition/product.ts';
import type { TellingContext } from './context.ts';
import { type Form, forms } from './forms.ts';
import { Names } from './inNames.ts';
import { type LossProducts, ownProduct, productsOf } from './weight.ts';

export interface Telling {
  readonly context: TellingContext;
  readonly match: Match;
  readonly piece: Piece;
  readonly form: Form;
  readonly derivation: Derivation;
  readonly names: Names;
  /** Symbols of the derivation in the code's names. */
  readonly symbols: Readonly<Record<string, Expr>>;
  /** What the statement multiplies the exact formula by. */
  readonly own: Product;
  /** What the whole loss multiplies its terms by; null where it cannot be followed. */
  readonly products: LossProducts | null;
  /** What the loss multiplies by after the statement. */
  readonly further: Product;
}

/** Null where the term's formula is not one whose derivation is known. */
export function tellingOf(context: TellingContext): Telling | null {
  const { term, loss } = context;
  const { match, piece } = term;
  const form = match ? forms[match.basis.id] : undefined;
  if (!match || !piece || !form) return null;
  const names = new Names(match, form);
  const isLatent = names.letter === 'd';
  const own = ownProduct(term, names.letter);
  if (!own) return null;
  const products = loss && productsOf(loss);
  const whole = products && (isLatent ? products.divergence : products.likelihood);
  return {
    context,
    match,
    piece,
    form,
    derivation: getDerivation(form.derivation),
    names,
    symbols: names.symbols,
    own,
    products,
    further: whole ? whole.over(own) : new Product(),
  };
}

/** An expression of the derivation in the code's names. */
export const inCode = ({ symbols }: Pick<Telling, 'symbols'>, expr: Expr): Expr =>
  substitute(expr, symbols);

/** The derivation's own steps in the code's names, up to the formula that the code has. */
export function exactSteps(telling: Telling): ToldSteps {
  const { derivation, form } = telling;
  const dropping = derivation.steps.findIndex(({ change }) => change.kind === 'dropped');
  const end = form.steps ?? (dropping < 0 ? derivation.steps.length : dropping);
  const own = derivation.steps.slice(0, end).map((step) =>
    Object.assign({}, step, {
      from: inCode(telling, step.from),
      to: inCode(telling, step.to),
    }),
  );
  return ToldSteps.from(inCode(telling, derivation.steps[0].from)).follow(own, ['A']);
}
