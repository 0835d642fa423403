// The numeric check: every line of a derivation evaluated on a small batch, and each step compared with the one before,
// once what it leaves out is counted.

import type { Axis } from '../../../elbo/axes.ts';
import type { Quantity } from '../../../elbo/derivations/derivation.ts';
import { logarithmOf } from '../../../elbo/derivations/logarithm.ts';
import {
  axesOfSteps,
  type Bindings,
  opened,
  randomValues,
  type Sizes,
} from '../../../elbo/derivations/points.ts';
import { changed } from '../../../elbo/derivations/steps.ts';
import { meanUnder } from '../../../elbo/derivations/verify.ts';
import type { Told, ToldStep } from '../../../elbo/derivations/told.ts';
import { arrayOps, namedArray, scalar, type NamedArray } from '../../../elbo/expr/arrayOps.ts';
import { evaluate } from '../../../elbo/expr/evaluate.ts';
import type { Expr } from '../../../elbo/expr/expr.ts';
import { plainName } from '../../../elbo/expr/spelling.ts';
import { createRandom } from '../../../elbo/random.ts';
import { isInside } from './domains.ts';

/** What a person may set: a seed, and values in place of drawn ones. */
export interface CheckInputs {
  readonly seed: number;
  /** Typed values by symbol, as text, sizes too; repeated until they fill the batch. */
  readonly typed: Readonly<Record<string, string>>;
}

export interface CheckedLine {
  /** Mean over the batch; of the first line of a likelihood, of its logarithm. */
  readonly value: number;
  /** What the line leaves out. */
  readonly dropped: number | null;
  /** How far a bound is below what it bounds. */
  readonly gap: number | null;
  /** Decimal digits to which it equals the line before; null for the first. */
  readonly digits: number | null;
}

export interface Check {
  readonly lines: readonly CheckedLine[];
  readonly batch: number;
  readonly dimensions: number;
  readonly seed: number;
  /** What typed values cannot be, by symbol. */
  readonly problems: Readonly<Record<string, string>>;
  /** Values that may be typed, with what they are now. */
  readonly inputs: readonly {
    readonly name: string;
    readonly label: string;
    readonly shown: string;
  }[];
}

const batch = 2;
const fewDimensions = 6;
const mostDimensions = 20_000;

/** The number that was typed for a symbol, if it is one that the symbol may have; a text: why it may not. */
export function typedNumber(
  { typed }: Pick<CheckInputs, 'typed'>,
  { name, domain }: Pick<Quantity, 'name' | 'domain'>,
): number | string | null {
  const text = (typed[name] ?? '').trim();
  if (text === '') return null;
  const number = Number(text.replace('\u2212', '-'));
  if (!Number.isFinite(number)) return `${text} is not a number.`;
  if (domain !== 'size') return isInside(number, domain) ? number : outsideWords(number, domain);
  const isSize = Number.isInteger(number) && number >= 1 && number <= mostDimensions;
  return isSize
    ? number
    : `${text} is outside: it must be a whole number from 1 to ${mostDimensions}.`;
}

/** A few dimensions where nothing states how many. */
export const sizesOf = (stated: ReadonlyMap<string, number>): Sizes => ({
  sample: 3,
  batch,
  data: Math.min(stated.get('D') ?? fewDimensions, mostDimensions),
  latent: Math.min(stated.get('d') ?? 2, mostDimensions),
  component: 2,
  category: 4,
  state: 5,
});

/** Values of all symbols that are not given, drawn or typed. */
export interface Draw {
  readonly point: Bindings;
  readonly sizes: Sizes;
  readonly seed: number;
  readonly problems: Check['problems'];
  readonly inputs: Check['inputs'];
}

/** `given`: symbols that get their value later; `stated`: sizes that the code says. */
export function drawValues(
  told: Told,
  steps: readonly ToldStep[],
  sizes: Sizes,
  inputs: CheckInputs,
  given: ReadonlySet<string>,
  stated: ReadonlySet<string>,
): Draw {
  const problems: Record<string, string> = {};
  const shown: Check['inputs'][number][] = [];
  const random = createRandom(inputs.seed);
  const drawn = new Map<string, NamedArray>();
  for (const quantity of told.quantities) {
    const { name } = quantity;
    if (given.has(name)) continue;
    const axes = axesOfSteps({ ...told, steps }, name);
    if (quantity.domain === 'size' && !stated.has(name)) {
      const typed = typedNumber(inputs, quantity);
      if (typeof typed === 'string') problems[name] = typed;
    }
    const own = valuesLike(quantity, axes, sizes, random.fork(plainName(name)), drawn);
    const typed = typedValues(quantity, axes, own, inputs.typed[name] ?? '');
    if (typeof typed === 'string') problems[name] = typed;
    drawn.set(name, typeof typed === 'string' ? own : (typed ?? own));
    if (isTyped(quantity, axes) && !stated.has(name)) {
      shown.push({ name, label: quantity.meaning, shown: excerptOf(own) });
    }
  }
  return { point: Object.fromEntries(drawn), sizes, seed: inputs.seed, problems, inputs: shown };
}

export function checkSteps(
  told: Told,
  steps: readonly ToldStep[],
  { point, sizes, seed, problems, inputs }: Draw,
  given: Readonly<Record<string, number>>,
): Check {
  const values = Object.entries(given).map(([name, value]) => [name, scalar(value)] as const);
  const all = withChosen(told, steps, { ...point, ...Object.fromEntries(values) });
  return {
    lines: linesAt(told, steps, all, sizes.batch),
    batch: sizes.batch,
    dimensions: sizes.data,
    seed,
    problems,
    inputs,
  };
}

/** A symbol that a later line gives a value has it from the start, so that lines can be compared. */
function withChosen(told: Told, steps: readonly ToldStep[], point: Bindings): Bindings {
  const known: Record<string, NamedArray> = { ...point };
  for (const { change } of steps) {
    if (change.kind !== 'chosen') continue;
    known[change.symbol] = evaluate(opened(change.value, told.definitions), arrayOps, known);
  }
  return known;
}

const isTyped = ({ domain }: Quantity, axes: readonly Axis[]): boolean =>
  domain !== 'nodes' &&
  domain !== 'nodeWeights' &&
  !axes.includes('state') &&
  !axes.includes('category');

const excerptOf = ({ values }: NamedArray): string => {
  const first = Array.from(values.slice(0, 4), (value) => String(Number(value.toPrecision(3))));
  return values.length > 4 ? `${first.join(', ')}, …` : first.join(', ');
};

/** Data as pictures have them, between 0 and 1, and outputs of a decoder that is nearly right. */
function valuesLike(
  quantity: Quantity,
  axes: readonly Axis[],
  sizes: Sizes,
  random: ReturnType<typeof createRandom>,
  drawn: ReadonlyMap<string, NamedArray>,
): NamedArray {
  const own = randomValues(quantity, axes, sizes, random);
  if (quantity.domain !== 'real' || !axes.includes('data')) return own;
  const [data] = drawn.values();
  const isData = drawn.size === 0;
  const values = own.values.map((_, at) =>
    isData ? random.uniform() : (data?.values[at] ?? 0.5) + 0.15 * random.normal(),
  );
  return { ...own, values };
}

/** Null: nothing typed. A text: why it cannot be used. */
function typedValues(
  quantity: Quantity,
  axes: readonly Axis[],
  { shape, values }: NamedArray,
  text: string,
): NamedArray | string | null {
  if (text.trim() === '' || quantity.domain === 'size') return null;
  const parts = text.trim().split(/[\s,;]+/u);
  const numbers = parts.map((part) => Number(part.replace('\u2212', '-')));
  const wrong = numbers.findIndex((number) => !Number.isFinite(number));
  if (wrong >= 0) return `${parts[wrong] ?? ''} is not a number.`;
  const outside = numbers.find((number) => !isInside(number, quantity.domain));
  if (outside !== undefined) return outsideWords(outside, quantity.domain);
  const repeated = Array.from(values, (_, at) => numbers[at % numbers.length] ?? 0);
  return namedArray(axes, shape, repeated);
}

const outsideWords = (value: number, domain: Quantity['domain']): string =>
  `${value} is outside: ${domainWords[domain] ?? 'not allowed here'}.`;

const domainWords: Readonly<Partial<Record<Quantity['domain'], string>>> = {
  positive: 'it must be above 0',
  openUnitInterval: 'it must lie between 0 and 1',
  unitInterval: 'it must lie in [0, 1]',
  zeroOrOne: 'it must be 0 or 1',
  naturalNumber: 'it must be a whole number from 0 up',
  level: 'it must be one of −1, −0.5, 0, 0.5, 1',
};

function linesAt(
  told: Told,
  steps: readonly ToldStep[],
  point: Bindings,
  batch: number,
): readonly CheckedLine[] {
  const [first] = steps;
  if (first === undefined) return [];
  const read = (expr: Expr): NamedArray =>
    evaluate(opened(expr, told.definitions), arrayOps, point);
  const isProbability = first.change.kind === 'minusLog';
  const start = isProbability ? logarithmOf(opened(first.from, told.definitions)) : first.from;
  /** The value of where a step starts, as far as the step before has computed it. */
  let before: NamedArray | null = null;
  /** A line after a draw varies with it: what it is on average is compared with the lines before. */
  let measure: Expr | null = null;
  let value = mean(read(start));
  const begun = value;
  const rest = steps.map((step): CheckedLine => {
    const { change } = step;
    const term = change.kind === 'dropped' ? read(change.term) : null;
    const expected =
      (before && (change.kind === 'rewritten' ? before : term && without(before, term))) ??
      read(changed(step.from, change, (expr) => logarithmOf(opened(expr, told.definitions))));
    const actual = read(change.kind === 'sampled' ? meanUnder(change.measure, step.to) : step.to);
    before = change.kind === 'sampled' ? null : actual;
    const gap = change.kind === 'bounded' ? mean(read(change.gap)) : null;
    if (measure === null || change.kind === 'sampled') value = mean(actual);
    else if (change.kind !== 'reduced') value = mean(read(meanUnder(measure, step.to)));
    // The average over the batch is what is printed of the lines before.
    else if (change.reduction === 'sum') value *= batch;
    if (change.kind === 'sampled') ({ measure } = change);
    return {
      value,
      dropped: term && mean(term),
      gap,
      digits: digitsOf(expected, actual),
    };
  });
  return [{ value: begun, dropped: null, gap: null, digits: null }, ...rest];
}

const without = (from: NamedArray, term: NamedArray): NamedArray =>
  arrayOps.add(from, arrayOps.multiply(scalar(-1), term));

const mean = ({ values }: NamedArray): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** To how many digits two arrays agree; at most 15, which is what numbers have. */
function digitsOf(a: NamedArray, b: NamedArray): number {
  const { values } = without(a, b);
  const size = Math.max(...a.values.map(Math.abs), 1e-300);
  const off = Math.max(...values.map(Math.abs));
  if (Number.isNaN(off)) return 0;
  return off === 0 ? 15 : Math.max(0, Math.min(15, Math.floor(-Math.log10(off / size))));
}
