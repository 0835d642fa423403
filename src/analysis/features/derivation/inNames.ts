// Formulas of roles in the names of the code.

import type { Axis } from '../../../elbo/axes.ts';
import { log, meanOver, num, plus, sumOver, symbol, times } from '../../../elbo/expr/build.ts';
import { evaluate } from '../../../elbo/expr/evaluate.ts';
import { numberOps } from '../../../elbo/expr/numberOps.ts';
import type { Expr } from '../../../elbo/expr/expr.ts';
import { literalName } from '../../../elbo/expr/spelling.ts';
import { toUnicode } from '../../../elbo/expr/unicode.ts';
import { map } from '../../../elbo/expr/walk.ts';
import type { Match } from '../../recognition/match.ts';
import { clean, logVariance, roleExpr, splitExponentials, tidyNumber } from '../toExpr.ts';
import type { Form } from './forms.ts';

const longestName = 28;

/** The code's variables: by role, as symbols along the axes of the form; an expression of the code goes by its text. */
export class Names {
  readonly #match: Match;
  readonly #form: Form;
  readonly #roles: ReadonlyMap<string, Expr>;

  constructor(match: Match, form: Form) {
    this.#match = match;
    this.#form = form;
    this.#roles = new Map(match.basis.roles.map((role) => [role, this.#symbolOf(role)] as const));
  }

  /** What the symbols of the derivation are in the code. */
  get symbols(): Readonly<Record<string, Expr>> {
    return Object.fromEntries(
      Object.entries(this.#form.symbols).map(([name, role]) => [name, this.#role(role)] as const),
    );
  }

  /** The names of all variables, as symbols have them. */
  get all(): readonly string[] {
    return [...this.#roles.values()].flatMap((role) => (role.kind === 'symbol' ? [role.name] : []));
  }

  /** A formula of roles with the code's variables in their place; scales are read as the code means them. */
  inCode(expr: Expr): Expr {
    const { basis, parameter } = this.#match;
    const replaced = map(expr, (node) => {
      const role = node.kind === 'symbol' ? this.#roles.get(node.name) : undefined;
      if (node.kind !== 'symbol' || role === undefined) return node;
      const isScale = basis.scales.includes(basis.roles.indexOf(node.name));
      return isScale ? logVariance(role, parameter) : role;
    });
    return splitExponentials(replaced);
  }

  /** Reduced as code does it, with the coefficients the code has, right or wrong, times `factor`. */
  kernel(factor: number, reduction: 'sum' | 'mean'): Expr {
    const { basis, coefficients } = this.#match;
    const columns = basis.columns.flatMap((column, index) => {
      const coefficient = clean((coefficients[index] ?? 0) * factor);
      return coefficient === 0 ? [] : [{ ...column, coefficient }];
    });
    const first = columns.find(({ target }) => target !== null)?.coefficient ?? 1;
    const terms = columns.map(({ expr, coefficient }) => {
      const ratio = exactNumber(coefficient / first);
      const term = this.inCode(expr);
      return ratio.kind === 'number' && ratio.value === 1 ? term : times(ratio, term);
    });
    const [only = times()] = terms;
    const reduced = this.reduced(terms.length === 1 ? only : plus(...terms), reduction);
    return first === 1 ? reduced : times(exactNumber(first), reduced);
  }

  /** Summed over the categories, if there are any, then over the dimensions as code does. */
  reduced(body: Expr, reduction: 'sum' | 'mean'): Expr {
    const { axes } = this.#form;
    const inner = axes.includes('category') ? sumOver('category', body) : body;
    return (reduction === 'mean' ? meanOver : sumOver)(this.axis, inner);
  }

  /** The axis of the dimensions. */
  get axis(): Axis {
    return this.#form.axes.includes('latent') ? 'latent' : 'data';
  }

  /** The letter of its size. */
  get letter(): 'D' | 'd' {
    return this.axis === 'latent' ? 'd' : 'D';
  }

  #role(role: string): Expr {
    return this.#roles.get(role) ?? symbol(role, this.#form.axes);
  }

  #symbolOf(role: string): Expr {
    const axes = this.#form.scalars.includes(role) ? [] : this.#form.axes;
    const expr = roleExpr(this.#match, role, axes);
    if (expr.kind === 'number') return expr;
    if (expr.kind === 'symbol') return { ...expr, axes };
    const text = toUnicode(expr);
    return symbol(literalName(text.length > longestName ? role : text), axes);
  }
}

/** A number as it would be written by hand, as long as it stays that number. */
export function exactNumber(value: number): Expr {
  const tidy = tidyNumber(value);
  const isExact = (expr: Expr): boolean =>
    Math.abs(evaluate(expr, numberOps, {}) - value) <= 1e-10 * Math.abs(value);
  if (isExact(tidy)) return tidy;
  const argument = Math.round(Math.exp(Math.abs(value)));
  const logarithm = times(Math.sign(value), log(argument));
  return Math.abs(value) < 20 && isExact(logarithm) ? logarithm : num(value);
}

/** True where every column of the formula is an expression, not a function of numbers alone. */
export const hasColumns = ({ basis: { columns, roles } }: Match): boolean =>
  columns.every(
    ({ name, expr }) => expr.kind !== 'symbol' || expr.name !== name || roles.includes(name),
  );
