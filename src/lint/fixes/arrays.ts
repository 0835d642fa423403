// Reads code as numbers: every unknown is an array of a few data times a few dimensions, every reduction is carried out.
// Two programs that give the same numbers for several draws of the unknowns compute the same.

import { functionValues } from '../../analysis/lowering/functions.ts';
import type { Code, CodeAxes, CodeReduction, SymbolInfo } from '../../analysis/lowering/code.ts';
import { isWeightName } from '../../analysis/recognition/names.ts';

const batch = 3;
const dimensions = 4;

/** Rows are data, columns dimensions; either may be 1, and is then as long as what it meets. */
interface Values {
  readonly rows: number;
  readonly columns: number;
  readonly at: (row: number, column: number) => number;
}

/** Unknowns take values in the domain of every role: means, scales, probabilities, data. */
export function evaluateCode(value: Code, seed: number): readonly number[] | null {
  const result = new Reading(seed).read(value);
  const numbers: number[] = [];
  for (let row = 0; row < result.rows; row += 1)
    for (let column = 0; column < result.columns; column += 1) numbers.push(result.at(row, column));
  return numbers.every(Number.isFinite) ? numbers : null;
}

class Reading {
  readonly #seed: number;
  readonly #known = new Map<Code, Values>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  read(node: Code): Values {
    const known = this.#known.get(node);
    if (known) return known;
    const values = settled(this.#compute(node));
    this.#known.set(node, values);
    return values;
  }

  #compute(node: Code): Values {
    switch (node.kind) {
      case 'number':
        return scalar(node.value);
      case 'symbol':
        return this.#symbol(node.symbol);
      case 'noise':
        return this.#drawn(`noise ${node.distribution}`);
      case 'named':
        return this.read(node.value);
      case 'choice':
        return node.alternatives[0] ? this.read(node.alternatives[0]) : scalar(0);
      case 'add':
        return combined(
          node.terms.map((term) => this.read(term)),
          (a, b) => a + b,
        );
      case 'multiply':
        return combined(
          node.factors.map((factor) => this.read(factor)),
          (a, b) => a * b,
        );
      case 'power':
        return combined([this.read(node.base), this.read(node.exponent)], (a, b) => a ** b);
      case 'apply': {
        const fn = functionValues[node.fn];
        const [first = scalar(0), second = first] = node.args.map((arg) => this.read(arg));
        if (node.fn === 'clip') return first;
        return combined([first, second], fn);
      }
      case 'reduce':
        return reduced(node.reduction, node.axes, this.read(node.body));
      case 'library':
        return this.#opaque(`${node.term} ${node.family}`, node.args);
    }
  }

  #symbol({ name, value, origin, size, args, callee }: SymbolInfo): Values {
    if (value !== null) return scalar(value);
    if (origin === 'size') return scalar(sizeOf(size));
    if (origin === 'call' && args.length > 0) return this.#opaque(callee ?? name, args);
    return isWeightName(name) ? scalar(this.#number(name, 0, 0)) : this.#drawn(name);
  }

  /** Some function of its arguments and its name, element by element. */
  #opaque(name: string, args: readonly Code[]): Values {
    const values = args.map((arg, at) => {
      const inner = this.read(arg);
      return { ...inner, at: (row: number, column: number) => (at + 1) * inner.at(row, column) };
    });
    const sum = combined([this.#drawn(name), ...values], (a, b) => a + b);
    return { ...sum, at: (row, column) => 0.5 + 0.3 * Math.sin(sum.at(row, column)) };
  }

  #drawn(name: string): Values {
    return {
      rows: batch,
      columns: dimensions,
      at: (row, column) => this.#number(name, row, column),
    };
  }

  #number(name: string, row: number, column: number): number {
    let hash = this.#seed + 17 * row + 257 * column;
    for (let i = 0; i < name.length; i += 1) hash = (Math.imul(hash, 31) + name.charCodeAt(i)) | 0;
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
    return 0.2 + (0.6 * ((hash ^ (hash >>> 15)) >>> 0)) / 4_294_967_296;
  }
}

/** Of two axes that are no batch's, the first is as long as a datum and the others 1. */
function sizeOf(size: string | null): number {
  switch (size) {
    case 'B':
      return batch;
    case 'N':
      return 1000;
    case 'numel':
      return batch * dimensions;
    case null:
    case 'prod':
    case 'shape[1]':
    case 'shape[-1]':
      return dimensions;
    default:
      return 1;
  }
}

const scalar = (value: number): Values => ({ rows: 1, columns: 1, at: () => value });

/** Worked out once, however often it is asked. */
function settled({ rows, columns, at }: Values): Values {
  const numbers = Float64Array.from({ length: rows * columns }, (_, index) =>
    at(Math.floor(index / columns), index % columns),
  );
  return {
    rows,
    columns,
    at: (row, column) =>
      numbers[(rows === 1 ? 0 : row) * columns + (columns === 1 ? 0 : column)] ?? Number.NaN,
  };
}

function combined(parts: readonly Values[], combine: (a: number, b: number) => number): Values {
  const [first = scalar(0), ...others] = parts;
  return others.reduce<Values>(
    (left, right) => ({
      rows: Math.max(left.rows, right.rows),
      columns: Math.max(left.columns, right.columns),
      at: (row, column) => combine(left.at(row, column), right.at(row, column)),
    }),
    first,
  );
}

function reduced(reduction: CodeReduction, axes: CodeAxes, values: Values): Values {
  if (axes === 'list') return values;
  const isLastLeft = values.columns === 1 && values.rows > 1;
  const overColumns = axes === 'all' || typeof axes === 'string' || axes.some((axis) => axis !== 0);
  const overRows = axes === 'all' || (typeof axes !== 'string' && axes.includes(0));
  const rows = overRows || (overColumns && isLastLeft) ? values.rows : 1;
  const columns = overColumns ? values.columns : 1;
  return {
    rows: values.rows / rows,
    columns: values.columns / columns,
    at: (row, column) => {
      const list: number[] = [];
      for (let i = 0; i < rows; i += 1)
        for (let j = 0; j < columns; j += 1)
          list.push(values.at(rows > 1 ? i : row, columns > 1 ? j : column));
      return reduceList(reduction, list);
    },
  };
}

function reduceList(reduction: CodeReduction, list: readonly number[]): number {
  const sum = list.reduce((all, one) => all + one, 0);
  switch (reduction) {
    case 'sum':
      return sum;
    case 'mean':
      return sum / list.length;
    case 'logSumExp':
      return Math.log(list.reduce((all, one) => all + Math.exp(one), 0));
    case 'maximum':
      return Math.max(...list);
    case 'product':
      return list.reduce((all, one) => all * one, 1);
    case 'other':
      return Math.sqrt(list.reduce((all, one) => all + one * one, 0));
  }
}
