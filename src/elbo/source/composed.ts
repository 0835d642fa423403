// Functions of ours that frameworks have in parts.

import { bound, type Code, type Operators } from './code.ts';
import type { Call, Calls } from './framework.ts';

/** What a framework calls the parts; `xlog1py` is x log(1 + y), `i0e` and `i1e` are Bessel functions times e^-|x|. */
export interface Parts {
  readonly log: Call;
  readonly expm1: Call;
  readonly xlog1py: Call;
  readonly i0e: Call;
  readonly i1e: Call;
}

export function composed(operators: Operators, parts: Parts): Calls {
  const negative = (code: Code): Code => operators.sum([{ isNegative: true, code }]);
  const difference = (left: Code, right: Code): Code =>
    operators.sum([
      { isNegative: false, code: left },
      { isNegative: true, code: right },
    ]);
  const { log, expm1, xlog1py, i0e, i1e } = parts;
  return {
    expm1MinusX: (x) => difference(expm1(x), x),
    log1mExp: (x) => log(negative(expm1(negative(x)))),
    xLog1pMinusY: (x, y) => xlog1py(x, negative(y)),
    logBesselI0: (x) =>
      operators.sum([
        { isNegative: false, code: log(i0e(x)) },
        { isNegative: false, code: x },
      ]),
    logBesselI0e: (x) => log(i0e(x)),
    besselRatio: (x) => operators.quotient(i1e(x), i0e(x)),
  };
}

/** a > b as Python and JavaScript write it. */
export const comparison = (left: Code, operator: string, right: Code): Code => ({
  doc: [bound(left, 'sum'), ` ${operator} `, bound(right, 'sum')],
  binding: 'sum',
});
