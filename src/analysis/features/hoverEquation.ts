// The equation of a term: the line of code on the left, in its author's names, what it is on the right.

import { log, num, over, pi, plus, symbol, times } from '../../elbo/expr/build.ts';
import type { Expr } from '../../elbo/expr/expr.ts';
import type { Match } from '../recognition/match.ts';
import { isInverseBatch } from '../recognition/reductions.ts';
import type { Term } from '../recognition/term.ts';
import type { HoverFormula } from './hoverView.ts';
import { formulaOf } from '../recognition/weights.ts';
import {
  clean,
  codeExpr,
  formulaExpr,
  inAuthorsNames,
  lineExpr,
  print,
  quotientOf,
  type Printed,
  roleExpr,
  tidyNumber,
  varianceExpr,
} from './toExpr.ts';
import { divergenceWords, familyWords } from './words.ts';

/** How a line relates to the exact negative log density. */
export interface Line {
  readonly match: Match;
  /** Numeric factor against the exact term, sign included. */
  readonly factor: number;
  /** Weights on the line that are no numbers; null if there are none. */
  readonly weight: Expr | null;
  /** null: elementwise. */
  readonly reduction: 'sum' | 'mean' | null;
}

export function lineOfTerm({ match, piece, reduction }: Term): Line | null {
  if (!match || !piece) return null;
  const weights = piece.weights.filter((weight) => !isInverseBatch(weight));
  const parts = weights.map((weight) => {
    const formula = formulaOf(weight);
    return (formula === null ? null : formulaExpr(formula)) ?? codeExpr(weight, [], 'w');
  });
  const [only] = parts;
  return {
    match,
    factor: clean(piece.coefficient * match.scale),
    weight: parts.length > 1 ? times(...parts) : (only ?? null),
    reduction:
      reduction.features === 'sum' || reduction.features === 'mean' ? reduction.features : null,
  };
}

const join = (glue: Printed, ...parts: readonly Printed[]): Printed => ({
  latex: parts.map((part) => part.latex).join(glue.latex),
  text: parts.map((part) => part.text).join(glue.text),
});
const raw = (latex: string, text: string): Printed => ({ latex, text });
const beside = (...parts: readonly Printed[]): Printed => join(raw(' ', ''), ...parts);

export function equationOf(term: Term): HoverFormula | null {
  const line = lineOfTerm(term);
  if (!line) return null;
  const axis = term.kind === 'reconstruction' ? 'data' : 'latent';
  const kernel = lineExpr(
    line.match,
    term.piece?.coefficient ?? 1,
    line.reduction && axis,
    line.reduction ?? 'sum',
  );
  const left = print(line.weight ? times(line.weight, kernel) : kernel);
  const isWrong = line.match.wrong.length > 0;
  const right = term.kind === 'reconstruction' ? likelihood(term, line) : divergence(term, line);
  const sign = isWrong ? raw('\\neq', '≠') : raw('=', '=');
  const here = `\\underbrace{${left.latex}}_{\\text{this line}}`;
  return {
    latex: `${here} \\;${sign.latex}\\; ${right.latex}`,
    broken: `\\begin{aligned} & ${here} \\\\ & ${sign.latex}\\; ${right.latex} \\end{aligned}`,
    text: `${left.text} ${sign.text} ${right.text}`,
  };
}

function divergence(term: Term, line: Line): Printed {
  const words = divergenceWords(term.family);
  const sampled = raw('\\log q(z \\mid x) - \\log p(z)', 'log q(z|x) \u2212 log p(z)');
  const exact = words.isSampled ? sampled : raw(words.latex, words.text);
  const factor = multiplier(line, 'd');
  if (!factor.number && words.isSampled && !factor.negative) return exact;
  return withFactor(factor, exact);
}

interface Multiplier {
  readonly negative: boolean;
  /** null: one. */
  readonly number: Printed | null;
}

/** What stands before the exact term. A mean divides by the size of its axis. */
function multiplier({ factor, weight, reduction }: Line, size: 'D' | 'd'): Multiplier {
  const absolute = clean(Math.abs(factor));
  const isPlain = absolute === 1 && !weight && reduction !== 'mean';
  const above = [num(absolute), ...(weight ? [weight] : [])];
  const below = reduction === 'mean' ? [symbol(size)] : [];
  return {
    negative: factor < 0,
    number: isPlain ? null : print(quotientOf(above, below)),
  };
}

function withFactor({ negative, number }: Multiplier, exact: Printed): Printed {
  const signed = negative
    ? beside(raw('-', '\u2212'), number ?? raw('', ''))
    : (number ?? raw('', ''));
  if (!number && !negative) return exact;
  const isSum = /^[^(]*[+\u2212]/u.test(exact.text);
  const inner = isSum ? raw(`\\left(${exact.latex}\\right)`, `(${exact.text})`) : exact;
  return number ? join(raw('\\,', ' '), signed, inner) : beside(signed, inner);
}

/** The variance or scale that makes squared or absolute errors an exact negative log density. */
export function absorbedScale(line: Line): Expr | null {
  const { id } = line.match.basis;
  if (id !== 'gaussianFixed' && id !== 'laplaceFixed') return null;
  const below = clean(Math.abs(line.factor));
  const above: Expr = line.reduction === 'mean' ? symbol('D') : num(1);
  if (line.weight) return over(above, below === 1 ? line.weight : times(below, line.weight));
  if (below === 1) return above;
  return above.kind === 'number' ? tidyNumber(1 / below) : over(above, num(below));
}

/** What a line with an absorbed scale leaves out: D/2 log(2 pi sigma^2), or D log(2b). */
export function absorbedConstant(line: Line): Expr | null {
  const scale = absorbedScale(line);
  if (!scale) return null;
  const isGaussian = line.match.basis.id === 'gaussianFixed';
  const inner = scaledByTwo(line, isGaussian) ?? times(2, ...(isGaussian ? [pi] : []), scale);
  if (!line.reduction) return isGaussian ? times(0.5, log(inner)) : log(inner);
  const size = symbol('D');
  return times(isGaussian ? over(size, 2) : size, log(inner));
}

/** 2 sigma^2 with its number multiplied out. */
function scaledByTwo(line: Line, isGaussian: boolean): Expr | null {
  if (line.weight) return null;
  const two = clean(2 / Math.abs(line.factor));
  const parts = [
    ...(two === 1 ? [] : [tidyNumber(two)]),
    ...(isGaussian ? [pi] : []),
    ...(line.reduction === 'mean' ? [symbol('D')] : []),
  ];
  const [only] = parts;
  return parts.length > 1 ? times(...parts) : (only ?? num(1));
}

function likelihood(term: Term, line: Line): Printed {
  const words = familyWords(term.family);
  const name = raw(words.latex, words.name === 'Gaussian' ? 'N' : words.name);
  const negated = line.factor < 0;
  const scale = absorbedScale(line);
  const parameters = scale
    ? [fixedMean(line), spread(line, scale)]
    : parametersOf(line.match, line.reduction !== null).map(print);
  const target = print(roleExpr(line.match, 'x', []));
  const density = beside(
    raw(`\\log ${words.latex}\\left(`, `log ${name.text}(`),
    target,
    raw(';\\, ', '; '),
    join(raw(',\\, ', ', '), ...parameters),
    raw('\\right)', ')'),
  );
  const sign = negated ? raw('', '') : raw('-', '\u2212');
  const minus = negated ? raw('\\;+\\;', ' + ') : raw('\\;-\\;', ' \u2212 ');
  const factor = { ...multiplier(line, 'D'), negative: false };
  const core = scale || !factor.number ? density : density;
  const scaled =
    scale || !factor.number
      ? beside(sign, core)
      : join(raw('\\,', ' '), beside(sign, factor.number), core);
  const constant = term.droppedConstant === null ? null : droppedOf(term, line);
  if (!constant && term.family !== 'poisson') return scaled;
  const printed = constant ? print(constant) : factorial(target);
  return beside(
    scaled,
    minus,
    raw(`\\underbrace{${printed.latex}}_{\\text{dropped}}`, `${printed.text} (dropped)`),
  );
}

/** What every Poisson loss leaves out: it holds no parameter. */
const factorial = ({ latex, text }: Printed): Printed =>
  raw(`\\textstyle\\sum_{i} \\log ${latex}_{i}!`, `Σᵢ log ${text}ᵢ!`);

const fixedMean = (line: Line): Printed => print(roleExpr(line.match, 'm', []));

function spread(line: Line, scale: Expr): Printed {
  const { latex, text } = print(scale);
  const isVector = line.match.basis.id === 'gaussianFixed' && line.reduction !== null;
  if (!isVector) return raw(latex, text);
  return scale.kind === 'number' && scale.value === 1
    ? raw('I', 'I')
    : raw(`${latex} I`, `${text} I`);
}

/** The constant the code leaves out of this term, multiplied as the term is. */
export function droppedOf(term: Term, line: Line): Expr | null {
  const absorbed = absorbedConstant(line);
  if (absorbed) return absorbed;
  const full = formulaExpr(term.droppedConstant ?? '');
  if (!full) return null;
  const factor = clean(Math.abs(line.factor));
  const perDatum = line.reduction === 'sum' ? full : over(full, symbol('D'));
  const parts = [...(factor === 1 ? [] : [num(factor)]), ...(line.weight ? [line.weight] : [])];
  return parts.length === 0 ? perDatum : times(...parts, perDatum);
}

/** Parameters of the family as its density takes them. */
function parametersOf(match: Match, _isVector: boolean): readonly Expr[] {
  const role = (name: string): Expr => roleExpr(match, name, []);
  const { id, roles } = match.basis;
  switch (id) {
    case 'gaussian':
      return [role('m'), varianceExpr(match, 'lv', [])];
    case 'gaussianFixedScale':
      return [role('m'), over(1, role('c'))];
    case 'bernoulliLogits':
      return [{ kind: 'apply', fn: 'sigmoid', args: [role('l')] }];
    case 'laplaceLogScale':
      return [
        role('m'),
        inAuthorsNames({ kind: 'apply', fn: 'exp', args: [symbol('lb')] }, match, []),
      ];
    case 'poissonLogRate':
      return [{ kind: 'apply', fn: 'exp', args: [role('l')] }];
    default:
      return roles.filter((name) => name !== 'x').map(role);
  }
}

/** z = mu + sigma eps, in the author's names. */
export function samplerEquation(match: Match, name: string | null): Printed {
  const value = print(
    plus(
      ...match.basis.columns.map(({ expr }, i) =>
        times(clean(match.coefficients[i] ?? 1), inAuthorsNames(expr, match, [])),
      ),
    ),
  );
  const target = name ? print(formulaExpr(name) ?? symbol('z')) : raw('z', 'z');
  return beside(
    target,
    raw('=', ' = '),
    value,
    raw(',\\quad \\varepsilon \\sim \\mathcal{N}(0, I)', ',  ε ~ N(0, I)'),
  );
}
