// Reading an expression as LaTeX, for KaTeX and for hover images.

import { axisSize } from '../axes.ts';
import type { Expr } from './expr.ts';
import { measures } from './measures.ts';
import { indexed, spellingOf } from './spelling.ts';
import {
  atLeast,
  axisIndex,
  binding,
  digitsOf,
  piece,
  smallFraction,
  typeset,
  type Notation,
  type Piece,
} from './typeset.ts';

/** How a symbol is set apart: gets its name and its LaTeX. */
export type SetApart = (name: string, latex: string) => string;

/** The formula in LaTeX math mode, without delimiters. */
export function toLatex(expr: Expr, setApart?: SetApart): string {
  if (!setApart) return typeset(expr, notation);
  return typeset(expr, {
    ...notation,
    symbol: (name, indices) => setApart(name, notation.symbol(name, indices)),
  });
}

const notation: Notation = {
  minus: '-',
  juxtapose: '\\,',
  dot: ' \\cdot ',
  pi: '\\pi',
  number: numeral,
  symbol: (name, indices) => {
    const { latex } = spellingOf(name);
    const subscript = indices.map((axis) => axisIndex[axis]).join(',');
    if (subscript === '' || latex.includes('#'))
      return indexed(latex, subscript && `_{${subscript}}`);
    return withSubscript(latex, subscript);
  },
  parenthesised: (text) => `\\left(${text}\\right)`,
  quotient: (above, below) => piece(`\\frac{${above.text}}{${below.text}}`, binding.power),
  power: (base, exponent) => `${base.text}^{${exponent.text}}`,
  call: (fn, args, bare) => {
    const [first = '', second = '', third = ''] = args.map(({ text }) => text);
    const inParentheses = `\\left(${first}\\right)`;
    const named = (name: string) =>
      bare
        ? piece(`${name} ${first}`, binding.power, true)
        : piece(`${name}${inParentheses}`, binding.power);
    switch (fn) {
      case 'exp':
        return piece(`e^{${first}}`, binding.power);
      case 'sqrt':
        return piece(`\\sqrt{${first}}`, binding.power);
      case 'abs':
        return piece(`\\left|${first}\\right|`, binding.atom);
      case 'log':
      case 'sin':
      case 'cos':
      case 'tanh':
        return named(`\\${fn}`);
      case 'sigmoid':
        return piece(`\\operatorname{sigmoid}${inParentheses}`, binding.power);
      case 'logGamma':
        return piece(`\\log \\Gamma${inParentheses}`, binding.power);
      case 'gamma':
        return piece(`\\Gamma${inParentheses}`, binding.power);
      case 'factorial':
        return piece(bare ? `${first}!` : `${inParentheses}!`, binding.power);
      case 'besselI0':
        return piece(`I_0${inParentheses}`, binding.power);
      case 'digamma':
        return piece(`\\psi${inParentheses}`, binding.power);
      case 'betainc':
        return piece(`I_{${third}}\\left(${first}, ${second}\\right)`, binding.power);
      case 'logBesselI0':
        return piece(`\\log I_0${inParentheses}`, binding.power);
      case 'besselRatio':
        return piece(`\\frac{I_1${inParentheses}}{I_0${inParentheses}}`, binding.power);
      case 'max':
        return piece(`\\max\\left(${first}, ${second}\\right)`, binding.power);
      case 'greater':
        return piece(`\\left[${first} > ${second}\\right]`, binding.atom);
      case 'equal':
        return piece(`\\left[${first} = ${second}\\right]`, binding.atom);
    }
  },
  reduction: (reduction, axis) => {
    const sum = `\\sum_{${axisIndex[axis]}=1}^{${axisSize[axis]}} `;
    return reduction === 'mean' ? `\\frac{1}{${axisSize[axis]}} ${sum}` : sum;
  },
  product: (axis) => `\\prod_{${axisIndex[axis]}=1}^{${axisSize[axis]}} `,
  expectation: (measure, body) =>
    piece(`\\mathbb{E}_{${measures[measure].latex}}\\left[${body}\\right]`, binding.power),
  integral: (body) =>
    piece(`\\int ${atLeast(binding.product, body, notation).text} \\,dz`, binding.product, true),
};

/** LaTeX takes one subscript: `\mu_p` of dimension j is `\mu_{p,j}`. */
function withSubscript(letter: string, subscript: string): string {
  if (subscript === '') return letter;
  const [, base = letter, braced, bare] = /^(.*[^\\])_(?:\{(.*)\}|(\w))$/u.exec(letter) ?? [];
  const own = braced ?? bare;
  return `${base}_{${own === undefined ? '' : `${own},`}${subscript}}`;
}

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
