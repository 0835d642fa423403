// The lines of a derivation as LaTeX: what stands on the left, the expression, what is struck out of it, and what is said
// beside it. Panels and exports print the same lines.

import { toLatex, type SetApart } from '../expr/latex.ts';
import type { Expr } from '../expr/expr.ts';
import type { Change, Step } from './derivation.ts';

export interface LineStyle {
  /** Sets symbols apart that code refers to. */
  readonly symbol?: SetApart;
  /** An addend that is left out. */
  readonly dropped: (latex: string) => string;
}

/** For LaTeX with the package cancel. */
export const plainStyle: LineStyle = { dropped: (latex) => `\\cancel{${latex}}` };

export interface Line {
  /** `p(x|z) =`; on later lines `=` alone. */
  readonly left: string;
  readonly latex: string;
  /** An equation that holds from here on: `\sigma^2 = D/2`. */
  readonly beside: string;
}

/** The lines, one more than there are steps. */
export function linesOf(
  subject: Expr,
  steps: readonly Step[],
  style: LineStyle = plainStyle,
): readonly Line[] {
  const print = (expr: Expr): string => toLatex(expr, style.symbol);
  const [first] = steps;
  if (first === undefined) return [];
  let left = toLatex(subject);
  const lines: Line[] = [{ left: `${left} =`, latex: print(first.from), beside: '' }];
  for (const { to, change } of steps) {
    const line = { left: '=', latex: print(to), beside: '' };
    switch (change.kind) {
      case 'minusLog':
        left = `-\\log ${left}`;
        lines.push({ ...line, left: `${left} =` });
        break;
      case 'dropped':
        lines.push({ ...line, latex: added(line.latex, print(change.term), style.dropped) });
        break;
      case 'bounded': {
        const gap = `\\underbrace{${print(change.gap)}}_{\\ge\\, 0}`;
        lines.push({ ...line, latex: `${line.latex} + ${gap}` });
        break;
      }
      default:
        lines.push({ ...line, ...besideOf(change, line, print) });
    }
  }
  return lines;
}

/** The struck addend stands where it stood, with its sign. */
function added(kept: string, term: string, dropped: LineStyle['dropped']): string {
  const isNegative = term.startsWith('-');
  const body = isNegative ? term.slice(1) : term;
  return `${kept} ${isNegative ? '-' : '+'} ${dropped(body)}`;
}

function besideOf(
  change: Exclude<Change, { kind: 'minusLog' | 'dropped' | 'bounded' }>,
  line: Line,
  print: (expr: Expr) => string,
): Partial<Line> {
  switch (change.kind) {
    case 'rewritten':
      return {};
    case 'chosen': {
      const [left, right] = change.shown;
      return { beside: `${print(left)} = ${print(right)}` };
    }
    case 'scaled':
      return { left: `\\times\\, ${print(change.factor)} \\,=` };
    case 'sampled':
      return { left: '\\approx', beside: 'z \\sim q(z \\mid x)' };
    case 'replaced':
      return { left: '\\neq' };
    case 'reduced':
      return { left: '' };
    default:
      return line;
  }
}
