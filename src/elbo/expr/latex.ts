// Reading an expression as LaTeX, for KaTeX and for hover images.

import { axisSize } from '../axes.ts';
import type { Expr } from './expr.ts';
import { spellingOf } from './spelling.ts';
import {
  axisIndex,
  binding,
  digitsOf,
  piece,
  smallFraction,
  typeset,
  type Notation,
  type Piece,
} from './typeset.ts';

/** The formula in LaTeX math mode, without delimiters. */
export function toLatex(expr: Expr): string {
  return typeset(expr, notation);
}

const notation: Notation = {
  minus: '-',
  juxtapose: '\\,',
  dot: ' \\cdot ',
  pi: '\\pi',
  number: numeral,
  symbol: (name, indices) => {
    const subscript = indices.map((axis) => axisIndex[axis]).join(',');
    return spellingOf(name).latex + (subscript && `_{${subscript}}`);
  },
  parenthesised: (text) => `\\left(${text}\\right)`,
  quotient: (above, below) => piece(`\\frac{${above.text}}{${below.text}}`, binding.power),
  power: (base, exponent) => `${base.text}^{${exponent.text}}`,
  call: (fn, argument, bare) => {
    const inParentheses = `\\left(${argument.text}\\right)`;
    switch (fn) {
      case 'exp':
        return piece(`e^{${argument.text}}`, binding.power);
      case 'log':
        return bare
          ? piece(`\\log ${argument.text}`, binding.power, true)
          : piece(`\\log${inParentheses}`, binding.power);
      case 'sqrt':
        return piece(`\\sqrt{${argument.text}}`, binding.power);
      case 'abs':
        return piece(`\\left|${argument.text}\\right|`, binding.atom);
      case 'sigmoid':
        return piece(`\\operatorname{sigmoid}${inParentheses}`, binding.power);
    }
  },
  reduction: (reduction, axis) => {
    const sum = `\\sum_{${axisIndex[axis]}=1}^{${axisSize[axis]}} `;
    return reduction === 'mean' ? `\\frac{1}{${axisSize[axis]}} ${sum}` : sum;
  },
};

function numeral(value: number): Piece {
  if (Number.isNaN(value)) return piece('\\mathrm{NaN}', binding.atom);
  if (value === Infinity) return piece('\\infty', binding.atom);
  const fraction = smallFraction(value);
  if (fraction !== undefined) {
    return piece(`\\tfrac{${fraction[0]}}{${fraction[1]}}`, binding.power);
  }
  const { mantissa, exponent } = digitsOf(value);
  if (exponent === '') return piece(mantissa, binding.atom);
  const ten = `10^{${exponent}}`;
  return mantissa === '1'
    ? piece(ten, binding.power)
    : piece(`${mantissa} \\cdot ${ten}`, binding.product);
}
