// What the variables that hold a scale hold: by the formulas they stand in, and by what they are called.

import { type Code, partsOf, unnamed } from '../analysis/lowering/code.ts';
import { labelOf } from '../analysis/lowering/machine.ts';
import type { ScaleParameter } from '../analysis/recognition/bases.ts';
import { scaleParameters } from '../analysis/recognition/candidates.ts';
import { evaluateKernel, leafSymbols } from '../analysis/recognition/kernel.ts';
import type { Term } from '../analysis/recognition/term.ts';

/** A variable, and what it is read as. */
export interface ScaleVariable {
  readonly value: Code;
  readonly parameter: ScaleParameter;
}

/** The scales of a formula, each traced to the variable it is computed from. */
export function scalesOf({ match }: Term): readonly ScaleVariable[] {
  const { parameter } = match ?? {};
  if (!match || !parameter) return [];
  return match.basis.scales.flatMap((at) => {
    const role = match.roles[at];
    return role ? [traced({ value: role, parameter })] : [];
  });
}

/** `exp(0.5 * h)` read as sigma is `h` read as log sigma^2. */
export function traced(variable: ScaleVariable): ScaleVariable {
  const inner = stepInto(variable);
  return inner ? traced(inner) : variable;
}

/** Every step of the way, the variable a formula reads first. */
export function* tracedBy(variable: ScaleVariable): Generator<ScaleVariable> {
  yield variable;
  const inner = stepInto(variable);
  if (inner) yield* tracedBy(inner);
}

function stepInto({ value, parameter }: ScaleVariable): ScaleVariable | null {
  if (value.kind === 'named') return stepInto({ value: value.value, parameter });
  if (value.kind === 'apply' && value.args[0]) {
    if (value.fn === 'clip') return { value: value.args[0], parameter };
    const logarithm = value.fn === 'exp' ? logarithmOf[parameter] : undefined;
    return logarithm ? { value: value.args[0], parameter: logarithm } : null;
  }
  if (value.kind === 'power' && value.exponent.kind === 'number')
    return scaled(value.base, powerOf[parameter], value.exponent.value);
  const [factor, rest] = value.kind === 'multiply' ? value.factors : [];
  const isMultiple = value.kind === 'multiply' && value.factors.length === 2;
  return isMultiple && factor?.kind === 'number' && rest
    ? scaled(rest, multipleOf[parameter], factor.value)
    : null;
}

const logarithmOf: Partial<Record<ScaleParameter, ScaleParameter>> = {
  sigma: 'log_sigma',
  var: 'logvar',
  precision: 'negative_logvar',
};

type Rescaling = readonly (readonly [by: number, to: ScaleParameter])[];

/** sigma = h^(1/2) is h as sigma^2. */
const powerOf: Partial<Record<ScaleParameter, Rescaling>> = {
  sigma: [[0.5, 'var']],
  var: [[2, 'sigma']],
};

/** log sigma = h/2 is h as log sigma^2. */
const multipleOf: Partial<Record<ScaleParameter, Rescaling>> = {
  log_sigma: [[0.5, 'logvar']],
  logvar: [
    [2, 'log_sigma'],
    [-1, 'negative_logvar'],
  ],
  negative_logvar: [[-1, 'logvar']],
};

function scaled(value: Code, known: Rescaling | undefined, by: number): ScaleVariable | null {
  const to = known?.find(([factor]) => factor === by)?.[1];
  return to ? { value, parameter: to } : null;
}

/** `z_log_var`, `log_z_var`, `logvar`: a word may stand between. */
const named = (before: string, words: string): RegExp =>
  new RegExp(String.raw`(?:^|_)${before}(?:${words})s?(?:$|_|\d)`, 'iu');
const logarithm = String.raw`(?:log|ln)_?(?:[a-z]\d?_)?`;
const squares = String.raw`sigma_?(?:2|sq|squared)|var|variance`;
const roots = 'std|stddev|stdev|sd|sigma|scale';

const names: readonly (readonly [RegExp, ScaleParameter])[] = [
  [named(logarithm, squares), 'logvar'],
  [named(logarithm, roots), 'log_sigma'],
  [named('', squares), 'var'],
  [named('', 'std|stddev|stdev|sigma'), 'sigma'],
];

/** What a name says a variable holds; null where it says nothing. */
export function meaningOfName(label: string): ScaleParameter | null {
  const last = label.slice(label.lastIndexOf('.') + 1);
  const snake = last.replaceAll(/([a-z])([A-Z])/gu, '$1_$2').replaceAll(/\W+/gu, '_');
  return names.find(([test]) => test.test(snake))?.[1] ?? null;
}

/** How people write what a scale variable holds. */
export const symbols: Readonly<Record<ScaleParameter, string>> = {
  logvar: 'log σ²',
  log_sigma: 'log σ',
  sigma: 'σ',
  var: 'σ²',
  negative_logvar: '−log σ²',
  precision: '1/σ²',
};

/** sigma of a variable, read as each. */
export const sigmaOf: Readonly<Record<ScaleParameter, (u: number) => number>> = {
  logvar: (u) => Math.exp(u / 2),
  log_sigma: Math.exp,
  sigma: (u) => u,
  var: Math.sqrt,
  negative_logvar: (u) => Math.exp(-u / 2),
  precision: (u) => 1 / Math.sqrt(u),
};

/** What the code calls it; empty where it is no name. */
export function labelOfScale({ value }: ScaleVariable): string {
  // Either branch gave it the same name.
  const [first, ...others] = value.kind === 'choice' ? value.alternatives : [value];
  const label = labelOf(first?.kind === 'named' ? first : unnamed(first ?? value));
  if (others.some((other) => labelOf(other) !== label)) return '';
  const last = label.slice(label.lastIndexOf('.') + 1);
  return /^[A-Za-z_]\w*$/u.test(last) ? last : '';
}

const probes = Float64Array.of(0.3, 0.55, 0.8);

/** What every value with a name of its own, computed from one scale variable alone, is read as in the end. */
export function namedReadings(value: Code, leaf: ScaleVariable): readonly ScaleVariable[] {
  const symbols = leafSymbols(leaf.value);
  const found = new Map<Code, ScaleVariable>();
  const seen = new Set<Code>();
  const visit = (node: Code): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node !== leaf.value && node.kind === 'named' && isOfSame(node, symbols)) {
      const parameter = readingOf(node, leaf);
      if (parameter) found.set(node, { value: node, parameter });
    }
    for (const part of partsOf(node)) visit(part);
  };
  visit(value);
  return [...found.values()];
}

function isOfSame(node: Code, symbols: ReadonlySet<Code>): boolean {
  const own = leafSymbols(node);
  return own.size === symbols.size && [...own].every((one) => symbols.has(one));
}

function readingOf(node: Code, { value, parameter }: ScaleVariable): ScaleParameter | null {
  const values = evaluateKernel(node, [value], [probes], 0);
  if (!values) return null;
  const isSame = (candidate: ScaleParameter) =>
    probes.every(
      (u, at) =>
        Math.abs(sigmaOf[candidate](values[at] ?? Number.NaN) - sigmaOf[parameter](u)) < 1e-9,
    );
  return scaleParameters.find(isSame) ?? null;
}
