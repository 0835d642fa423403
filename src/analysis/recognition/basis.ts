// A formula a kernel is compared with: a sum of columns over named roles, with the coefficient the exact negative
// log density or KL has. Columns without one are constants code may drop, keep or change.

import { symbol } from '../../elbo/expr/build.ts';
import type { Expr } from '../../elbo/expr/expr.ts';
import { type Column, compile } from './compile.ts';

export type TermKind =
  | 'reconstruction'
  | 'kl'
  | 'elbo_total'
  | 'reparameterize'
  | 'tc'
  | 'mmd'
  | 'discrete_kl'
  | 'regulariser';

/** What a scale variable means. */
export type ScaleParameter =
  'logvar' | 'log_sigma' | 'sigma' | 'var' | 'negative_logvar' | 'precision';

/** log sigma^2 of a leaf read as each parameterisation. */
export const toLogvar: Readonly<Record<ScaleParameter, (u: number) => number>> = {
  logvar: (u) => u,
  log_sigma: (u) => 2 * u,
  sigma: (u) => 2 * Math.log(u),
  var: (u) => Math.log(u),
  negative_logvar: (u) => -u,
  precision: (u) => -Math.log(u),
};

export interface BasisColumn {
  readonly name: string;
  readonly expr: Expr;
  /** Coefficient in the exact formula; null if any value is allowed. */
  readonly target: number | null;
  readonly column: Column;
}

export interface Basis {
  readonly id: string;
  readonly term: TermKind;
  readonly family: string;
  readonly roles: readonly string[];
  /** Roles that are scales, read through a parameterisation into log sigma^2. */
  readonly scales: readonly number[];
  readonly columns: readonly BasisColumn[];
  /** Roles that may be exchanged without changing the formula. */
  readonly symmetric: readonly [number, number] | null;
  /** What is left out per dimension when the free constant is absent. */
  readonly constant: string | null;
  /** A density of a latent rather than of the data can have this form too. */
  readonly isDensity: boolean;
}

/** A column in functions `Expr` has (its expression), or as numbers: one for each role. */
export type Row = readonly [
  name: string,
  form: Expr | ((...roles: readonly number[]) => number),
  target: number | null,
];

export function basis(
  id: string,
  term: TermKind,
  family: string,
  roles: string,
  rows: readonly Row[],
  extra: Partial<Pick<Basis, 'symmetric' | 'constant' | 'isDensity'>> = {},
): Basis {
  const names = roles.split(' ');
  return {
    id,
    term,
    family,
    roles: names,
    scales: names.flatMap((name, index) => (name.startsWith('lv') || name === 'lb' ? [index] : [])),
    columns: rows.map(([name, form, target]) =>
      typeof form === 'function'
        ? { name, expr: symbol(name), target, column: columnOf(form) }
        : { name, expr: form, target, column: compile(form, names) },
    ),
    symmetric: null,
    constant: null,
    isDensity: false,
    ...extra,
  };
}

function columnOf(form: (...roles: readonly number[]) => number): Column {
  return (roles) =>
    Float64Array.from({ length: roles[0]?.length ?? 0 }, (_, i) =>
      form(...roles.map((role) => role[i] ?? Number.NaN)),
    );
}
