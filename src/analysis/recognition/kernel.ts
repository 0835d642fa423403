// Evaluates an elementwise kernel at random points as a function of chosen leaves, and chooses the leaves:
// which named values are what the formula is a function of.

import { functionValues } from '../lowering/functions.ts';
import { type Code, isConstant, partsOf } from '../lowering/code.ts';

/** Draws in the domain of every role (mean, log variance, scale, probability, target), so one evaluation serves all. */
export const pointCount = 12;
const interval = { from: 0.15, to: 0.85 };

const points = new Map<number, Float64Array>();

/** Deterministic uniform points; `stream` tells leaves apart. */
export function pointsFor(stream: number): Float64Array {
  const known = points.get(stream);
  if (known) return known;
  const made = drawPoints(stream);
  points.set(stream, made);
  return made;
}

function drawPoints(stream: number): Float64Array {
  let state = (stream + 1) * 0x9e3779b1;
  return Float64Array.from({ length: pointCount }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    const uniform = ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
    return interval.from + (interval.to - interval.from) * uniform;
  });
}

/** Sizes inside a kernel take fixed values that no formula produces by accident. */
function sizeValue(name: string): number {
  let hash = 7;
  for (const character of name) hash = (hash * 31 + character.charCodeAt(0)) % 9973;
  return 3 + hash / 1237;
}

export interface Cut {
  readonly leaves: readonly Code[];
  /** Which side of each branch is read. */
  readonly side: number;
}

/** Values of the kernel where leaves run through `columns`, or null where it contains what cannot be evaluated. */
export function evaluateKernel(
  kernel: Code,
  leaves: readonly Code[],
  columns: readonly Float64Array[],
  side: number,
): Float64Array | null {
  const length = columns[0]?.length ?? 0;
  const memo = new Map<Code, Float64Array | null>();
  leaves.forEach((leaf, index) => memo.set(leaf, columns[index] ?? null));
  const visit = (node: Code): Float64Array | null => {
    const known = memo.get(node);
    if (known !== undefined) return known;
    const value = compute(node, visit, side, length);
    memo.set(node, value);
    return value;
  };
  return visit(kernel);
}

function compute(
  node: Code,
  visit: (node: Code) => Float64Array | null,
  side: number,
  length: number,
): Float64Array | null {
  const filled = (value: number) => new Float64Array(length).fill(value);
  switch (node.kind) {
    case 'number':
      return filled(node.value);
    case 'symbol':
      if (node.symbol.value !== null) return filled(node.symbol.value);
      return node.symbol.origin === 'size' ? filled(sizeValue(node.symbol.name)) : null;
    case 'named':
      return visit(node.value);
    case 'choice':
      return visit(node.alternatives[Math.min(side, node.alternatives.length - 1)] as Code);
    case 'add':
      return accumulate(node.terms, visit, (a, b) => a + b);
    case 'multiply':
      return accumulate(node.factors, visit, (a, b) => a * b);
    case 'power':
      return powerOf(node.base, node.exponent, visit, length);
    case 'apply': {
      const [x, y] = node.args;
      const first = x ? visit(x) : null;
      const second = y && node.fn !== 'clip' ? visit(y) : first;
      if (!first || !second) return null;
      const fn = functionValues[node.fn];
      const result = new Float64Array(length);
      for (let i = 0; i < length; i += 1) result[i] = fn(first[i] as number, second[i] as number);
      return result;
    }
    case 'noise':
    case 'reduce':
    case 'library':
      return null;
  }
}

function accumulate(
  nodes: readonly Code[],
  visit: (node: Code) => Float64Array | null,
  combine: (a: number, b: number) => number,
): Float64Array | null {
  let result: Float64Array | null = null;
  for (const node of nodes) {
    const value = visit(node);
    if (!value) return null;
    if (!result) result = Float64Array.from(value);
    else
      for (let i = 0; i < value.length; i += 1)
        result[i] = combine(result[i] as number, value[i] as number);
  }
  return result;
}

function powerOf(
  base: Code,
  exponent: Code,
  visit: (node: Code) => Float64Array | null,
  length: number,
): Float64Array | null {
  const values = visit(base);
  if (!values) return null;
  const result = new Float64Array(length);
  if (exponent.kind === 'number') {
    const n = exponent.value;
    for (let i = 0; i < length; i += 1) {
      const x = values[i] as number;
      result[i] = n === 2 ? x * x : n === -1 ? 1 / x : x ** n;
    }
    return result;
  }
  const exponents = visit(exponent);
  if (!exponents) return null;
  for (let i = 0; i < length; i += 1) result[i] = (values[i] as number) ** (exponents[i] as number);
  return result;
}

/** Leaves of a kernel when the named values in `opened` are read through and all others stand for themselves. */
export function leavesOf(
  kernel: Code,
  opened: ReadonlySet<Code>,
  side: number,
  isFree = false,
): readonly Code[] {
  const leaves = new Set<Code>();
  const seen = new Set<Code>();
  const visit = (node: Code, isTop: boolean) => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'named') {
      if (isTop || opened.has(node) || dependsOnNothing(node)) visit(node.value, isTop);
      else leaves.add(node);
    } else if (node.kind === 'choice') {
      const chosen = node.alternatives[Math.min(side, node.alternatives.length - 1)];
      if (chosen) visit(chosen, isTop);
    } else if (node.kind === 'symbol') {
      if (!isConstant(node) || (isFree && node.symbol.origin !== 'size')) leaves.add(node);
    } else if (node.kind === 'noise' || node.kind === 'reduce' || node.kind === 'library') {
      leaves.add(node);
    } else if (node.kind === 'apply' && node.fn === 'clip') {
      if (node.args[0]) visit(node.args[0], false);
    } else for (const part of partsOf(node)) visit(part, false);
  };
  visit(kernel, true);
  return [...leaves];
}

function dependsOnNothing(node: Code): boolean {
  return leafSymbols(node).size === 0;
}

const symbolMemo = new WeakMap<Code, ReadonlySet<Code>>();

/** Free symbols, draws and reduced values below a node. */
export function leafSymbols(node: Code): ReadonlySet<Code> {
  const known = symbolMemo.get(node);
  if (known) return known;
  const found = new Set<Code>();
  if (node.kind === 'symbol') {
    if (!isConstant(node)) found.add(node);
  } else if (node.kind === 'noise' || node.kind === 'reduce' || node.kind === 'library') {
    found.add(node);
  } else for (const part of partsOf(node)) for (const leaf of leafSymbols(part)) found.add(leaf);
  symbolMemo.set(node, found);
  return found;
}

/** Cuts to try, shallow first: leaves must be algebraically independent, and a name is open or closed everywhere. */
export function* cutsOf(kernel: Code, side: number, isFree = false): Generator<Cut> {
  const opened = new Set<Code>();
  for (let round = 0; round < 9; round += 1) {
    const leaves = leavesOf(kernel, opened, side, isFree);
    const dependent = leaves.filter(
      (leaf) =>
        leaf.kind === 'named' &&
        !isDrawn(leaf) &&
        leaves.some((other) => other !== leaf && contains(leaf, other, side)),
    );
    if (dependent.length === 0) {
      yield { leaves, side };
      const outer = functionCut(kernel, leaves, side);
      if (outer) yield { leaves: outer, side };
    }
    const closed = leaves.filter((leaf) => leaf.kind === 'named');
    if (closed.length === 0) return;
    for (const leaf of dependent.length > 0 ? dependent : closed) opened.add(leaf);
  }
}

/** A draw is a variable of its own, whatever its distribution's parameters are. */
function isDrawn(leaf: Code): boolean {
  return [...leafSymbols(leaf)].some((part) => part.kind === 'noise');
}

/** Leaves that occur only inside one function of themselves (`sigmoid(l)`) replaced by that function. */
function functionCut(kernel: Code, leaves: readonly Code[], side: number): readonly Code[] | null {
  const wrappers = new Map<Code, Set<Code>>();
  const seen = new Set<string>();
  const visit = (node: Code, around: Code | null) => {
    const key = `${node.id} ${around?.id ?? ''}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (leaves.includes(node)) {
      wrappers.set(node, (wrappers.get(node) ?? new Set()).add(around ?? node));
      return;
    }
    if (node.kind === 'choice') {
      const chosen = node.alternatives[Math.min(side, node.alternatives.length - 1)];
      if (chosen) visit(chosen, around);
      return;
    }
    const isSquashing =
      node.kind === 'apply' && node.args.length === 1 && node.fn !== 'abs' && node.fn !== 'log';
    for (const part of partsOf(node))
      visit(part, isSquashing ? node : isTransparentStep(node) ? around : null);
  };
  visit(kernel, null);
  const cut = leaves.map((leaf) => {
    const [only, ...others] = wrappers.get(leaf) ?? [];
    return only && others.length === 0 ? only : leaf;
  });
  return cut.some((leaf, index) => leaf !== leaves[index]) && new Set(cut).size === cut.length
    ? cut
    : null;
}

/** Arithmetic with numbers alone keeps a function of one leaf a function of one leaf; only names are looked through. */
function isTransparentStep(node: Code): boolean {
  return node.kind === 'named';
}

/** Whether `leaf` is computed from something `other` is, or from `other` itself. */
function contains(leaf: Code, other: Code, side: number): boolean {
  if (leaf.kind !== 'named') return false;
  if (other.kind === 'symbol' && !leafSymbols(leaf).has(other)) return false;
  if (
    other.kind === 'named' &&
    ![...leafSymbols(other)].every((part) => leafSymbols(leaf).has(part))
  )
    return false;
  const seen = new Set<Code>();
  const visit = (node: Code): boolean => {
    if (node === other) return true;
    if (seen.has(node)) return false;
    seen.add(node);
    if (node.kind !== 'choice') return partsOf(node).some(visit);
    const chosen = node.alternatives[Math.min(side, node.alternatives.length - 1)];
    return chosen !== undefined && visit(chosen);
  };
  return visit(leaf.value);
}
