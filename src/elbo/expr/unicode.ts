// Reading an expression as plain Unicode text, for alternative texts and places without LaTeX.

import { axisSize, type Axis } from '../axes.ts';
import { superscript } from '../format.ts';
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

/** The formula as one line of text. */
export function toUnicode(expr: Expr): string {
  return typeset(expr, notation);
}

const minus = '\u2212';
const subscripts = { k: 'ₖ', n: 'ₙ', i: 'ᵢ', j: 'ⱼ', m: 'ₘ', l: 'ₗ', s: 'ₛ' } as const;
const raisedSizes = { K: 'ᴷ', B: 'ᴮ', D: 'ᴰ', d: 'ᵈ', M: 'ᴹ', L: 'ᴸ', S: 'ˢ' } as const;
const indexOf = (axis: Axis): string => subscripts[axisIndex[axis]];

const notation: Notation = {
  minus,
  juxtapose: ' ',
  dot: ' · ',
  pi: 'π',
  number: numeral,
  symbol: (name, indices) => indexed(spellingOf(name).unicode, indices.map(indexOf).join('')),
  parenthesised: (text) => `(${text})`,
  quotient: (above, below) => {
    const numerator = atLeast(binding.product, above, notation, true);
    const denominator = atLeast(binding.power, below, notation, true);
    return piece(`${numerator.text}/${denominator.text}`, binding.product);
  },
  power: (base, exponent) =>
    /^[-\u2212]?\d+$/.test(exponent.text)
      ? base.text + superscript(exponent.text.replace(minus, '-'))
      : `${base.text}^${atLeast(binding.atom, exponent, notation, true).text}`,
  call: (fn, args, bare) => {
    const [argument = piece('', binding.atom)] = args;
    const [first = '', second = '', third = ''] = args.map(({ text }) => text);
    switch (fn) {
      case 'abs':
        return piece(`|${first}|`, binding.atom);
      case 'sqrt':
        return piece(
          `√${atLeast(binding.atom, argument, notation, true).text}`,
          binding.power,
          true,
        );
      case 'log':
      case 'sin':
      case 'cos':
      case 'tanh':
        return bare
          ? piece(`${fn} ${first}`, binding.power, true)
          : piece(`${fn}(${first})`, binding.power);
      case 'exp':
      case 'sigmoid':
        return piece(`${fn}(${first})`, binding.power);
      case 'logGamma':
        return piece(`log Γ(${first})`, binding.power);
      case 'gamma':
        return piece(`Γ(${first})`, binding.power);
      case 'factorial':
        return piece(bare ? `${first}!` : `(${first})!`, binding.power);
      case 'besselI0':
        return piece(`I₀(${first})`, binding.power);
      case 'digamma':
        return piece(`ψ(${first})`, binding.power);
      case 'betainc':
        return piece(`I(${third}; ${first}, ${second})`, binding.power);
      case 'logBesselI0':
        return piece(`log I₀(${first})`, binding.power);
      case 'besselRatio':
        return piece(`I₁(${first})/I₀(${first})`, binding.product);
      case 'max':
        return piece(`max(${first}, ${second})`, binding.power);
      case 'greater':
        return piece(`[${first} > ${second}]`, binding.atom);
      case 'equal':
        return piece(`[${first} = ${second}]`, binding.atom);
    }
  },
  reduction: (reduction, axis) => {
    const sum = `Σ${indexOf(axis)}₌₁${raisedSizes[axisSize[axis]]} `;
    return reduction === 'mean' ? `1/${axisSize[axis]} ${sum}` : sum;
  },
  product: (axis) => `Π${indexOf(axis)}₌₁${raisedSizes[axisSize[axis]]} `,
  expectation: (measure, body) => piece(`E_${measures[measure].unicode}[${body}]`, binding.power),
  integral: (body) =>
    piece(`∫ ${atLeast(binding.product, body, notation).text} dz`, binding.product, true),
};

const vulgarFractions: Readonly<Record<string, string>> = {
  '1/2': '½',
  '1/3': '⅓',
  '2/3': '⅔',
  '1/4': '¼',
  '3/4': '¾',
  '1/5': '⅕',
  '2/5': '⅖',
  '3/5': '⅗',
  '4/5': '⅘',
  '1/6': '⅙',
  '5/6': '⅚',
  '1/8': '⅛',
  '3/8': '⅜',
  '5/8': '⅝',
  '7/8': '⅞',
};

function numeral(value: number): Piece {
  if (Number.isNaN(value)) return piece('NaN', binding.atom);
  if (value === Infinity) return piece('∞', binding.atom);
  const fraction = vulgarFractions[smallFraction(value)?.join('/') ?? ''];
  if (fraction !== undefined) return piece(fraction, binding.power);
  const { mantissa, exponent } = digitsOf(value);
  if (exponent === '') return piece(mantissa, binding.atom);
  const ten = `10${superscript(exponent)}`;
  return mantissa === '1'
    ? piece(ten, binding.power)
    : piece(`${mantissa} · ${ten}`, binding.product);
}
