// What code computes, as hash-consed nodes: equal expressions of one document are the same object, so
// equality is identity and everything can be memoised by node. Richer than `Expr` in what only code has
// (named intermediate values, branches, draws of noise, reductions over axes nobody has named) and poorer
// in mathematics; recognised kernels become `Expr`.

import type { Span } from '../syntax/ast.ts';

/** Elementwise functions code can call. Each has a number reading in `functions.ts`. */
export type CodeFunction =
  | 'exp'
  | 'log'
  | 'log1p'
  | 'expm1'
  | 'abs'
  | 'tanh'
  | 'sigmoid'
  | 'softplus'
  | 'logSigmoid'
  | 'relu'
  | 'logGamma'
  | 'digamma'
  | 'cosh'
  | 'sin'
  | 'cos'
  | 'sign'
  | 'floor'
  | 'clip'
  | 'maximum'
  | 'minimum'
  | 'logAddExp'
  | 'besselI0'
  | 'logBesselI0';

export type CodeReduction = 'sum' | 'mean' | 'logSumExp' | 'maximum' | 'product' | 'other';

/** Axes of a reduction as written: all of them, or indices (negative from the end). `list`: a Python list of terms. */
export type CodeAxes = 'all' | 'list' | 'last' | 'unknown' | readonly number[];

export interface SymbolInfo {
  readonly name: string;
  /** `size`: a length. `index`: part of another value. `call`: the result of something we cannot follow. */
  readonly origin: 'parameter' | 'attribute' | 'global' | 'index' | 'call' | 'size' | 'loop';
  /** For sizes: the letter if known (B for a batch, else the axis as written). */
  readonly size: string | null;
  readonly callee: string | null;
  readonly args: readonly Code[];
  /** What the code sets it to, where it is a named number: `beta = 4`, `def f(latent=20)`. */
  readonly value: number | null;
}

export type Code = { readonly id: number } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'symbol'; readonly symbol: SymbolInfo }
  | { readonly kind: 'noise'; readonly distribution: 'normal' | 'uniform' | 'other' }
  /** A value the author named, with the name and where it was given. */
  | {
      readonly kind: 'named';
      readonly name: string;
      readonly value: Code;
      readonly span: Span;
    }
  | { readonly kind: 'choice'; readonly alternatives: readonly Code[] }
  | { readonly kind: 'add'; readonly terms: readonly Code[] }
  | { readonly kind: 'multiply'; readonly factors: readonly Code[] }
  | { readonly kind: 'power'; readonly base: Code; readonly exponent: Code }
  | { readonly kind: 'apply'; readonly fn: CodeFunction; readonly args: readonly Code[] }
  | {
      readonly kind: 'reduce';
      readonly reduction: CodeReduction;
      readonly axes: CodeAxes;
      readonly body: Code;
    }
  /** A loss of a library that is known by its family, not elementwise in what we can follow. */
  | {
      readonly kind: 'library';
      readonly term: 'reconstruction' | 'kl' | 'elbo' | 'discreteKl' | 'other';
      readonly family: string;
      readonly args: readonly Code[];
      readonly span: Span;
    }
);

type CodeOf<Kind extends Code['kind']> = Extract<Code, { kind: Kind }>;
type Draft<Kind extends Code['kind']> = Omit<CodeOf<Kind>, 'id' | 'kind'>;

const epsilonName =
  /^(?:.*\.)?_?(?:eps|epsilon|tiny|EPS|EPSILON|_EPSILON|small(?:_?(?:number|value|const))?|K_EPSILON)$/u;
const epsilonLimit = 2e-4;

/** Makes and interns the nodes of one document. */
export class CodeTable {
  readonly #nodes = new Map<string, Code>();
  /** Sums from which a numerical safeguard (`+ 1e-8`) was dropped. */
  readonly #guarded = new Set<number>();
  readonly zero = this.number(0);
  readonly one = this.number(1);

  get size(): number {
    return this.#nodes.size;
  }

  hasGuard(node: Code): boolean {
    return this.#guarded.has(node.id);
  }

  number(value: number): Code {
    return this.#intern('number', `#${Object.is(value, -0) ? 0 : value}`, { value: value + 0 });
  }

  symbol(info: SymbolInfo): Code {
    const args = info.args.map((arg) => arg.id).join(',');
    return this.#intern(
      'symbol',
      `$${info.origin} ${info.name} ${info.callee ?? ''}(${args})${info.value ?? ''}`,
      {
        symbol: info,
      },
    );
  }

  noise(distribution: 'normal' | 'uniform' | 'other', at: number): Code {
    return this.#intern('noise', `~${distribution}@${at}`, { distribution });
  }

  named(name: string, value: Code, span: Span): Code {
    if (value.kind === 'number' || (value.kind === 'named' && value.name === name)) return value;
    return this.#intern('named', `=${name}@${span.from}:${value.id}`, { name, value, span });
  }

  library(draft: Draft<'library'>): Code {
    const args = draft.args.map((arg) => arg.id).join(',');
    return this.#intern(
      'library',
      `!${draft.term} ${draft.family}@${draft.span.from}(${args})`,
      draft,
    );
  }

  choice(alternatives: readonly Code[]): Code {
    const flat = [
      ...new Set(alternatives.flatMap((a) => (a.kind === 'choice' ? a.alternatives : [a]))),
    ];
    const [only] = flat;
    if (flat.length === 1 && only) return only;
    return this.#intern('choice', `?${flat.map((a) => a.id).join('|')}`, {
      alternatives: flat.slice(0, 6),
    });
  }

  add(...terms: readonly Code[]): Code {
    const flat = terms.flatMap((term) => (term.kind === 'add' ? term.terms : [term]));
    let constant = 0;
    const coefficients = new Map<Code, number>();
    // A safeguard beside other constants: 1 - p + 1e-8.
    const isLarge = flat.some((term) => term.kind === 'number' && Math.abs(term.value) >= 0.01);
    let hasSafeguard = false;
    for (const term of flat) {
      if (term.kind === 'number') {
        if (isLarge && Math.abs(term.value) <= epsilonLimit && term.value !== 0)
          hasSafeguard = true;
        else constant += term.value;
      } else {
        const [coefficient, rest] = this.coefficientOf(term);
        coefficients.set(rest, (coefficients.get(rest) ?? 0) + coefficient);
      }
    }
    const parts = [...coefficients]
      .filter(([, coefficient]) => coefficient !== 0)
      .map(([rest, coefficient]) => this.multiply(this.number(coefficient), rest));
    const kept = parts.length > 1 ? parts.filter((part) => !isEpsilon(part)) : parts;
    const guard =
      hasSafeguard ||
      kept.length < parts.length ||
      (parts.length > 0 && constant !== 0 && Math.abs(constant) <= epsilonLimit);
    if (guard && Math.abs(constant) <= epsilonLimit) constant = 0;
    const all = constant === 0 ? kept : [...kept, this.number(constant)];
    const result = this.#sum(all);
    if (guard) this.#guarded.add(result.id);
    return result;
  }

  #sum(terms: readonly Code[]): Code {
    const [only] = terms;
    if (!only) return this.zero;
    if (terms.length === 1) return only;
    const sorted = terms.toSorted((a, b) => a.id - b.id);
    return this.#intern('add', `+${sorted.map((term) => term.id).join(',')}`, { terms });
  }

  multiply(...factors: readonly Code[]): Code {
    let constant = 1;
    const exponents = new Map<Code, Code>();
    const merged = new Set<Code>();
    const take = (factor: Code) => {
      if (factor.kind === 'number') {
        constant *= factor.value;
        return;
      }
      const base = factor.kind === 'power' ? factor.base : factor;
      const exponent = factor.kind === 'power' ? factor.exponent : this.one;
      const before = exponents.get(base);
      if (before) merged.add(base);
      exponents.set(base, before ? this.add(before, exponent) : exponent);
    };
    for (const factor of factors) {
      if (factor.kind === 'multiply') factor.factors.forEach(take);
      else take(factor);
    }
    if (constant === 0) return this.zero;
    const parts: Code[] = [];
    for (const [base, exponent] of exponents) {
      const part = merged.has(base) ? this.power(base, exponent) : this.#raise(base, exponent);
      if (part !== this.one) parts.push(part);
    }
    const numbers = parts.filter((part) => part.kind === 'number');
    for (const part of numbers) constant *= part.kind === 'number' ? part.value : 1;
    const rest = parts.filter((part) => part.kind !== 'number');
    const all = constant === 1 ? rest : [this.number(constant), ...rest];
    const [only] = all;
    if (!only) return this.one;
    if (all.length === 1) return only;
    const sorted = all.toSorted((a, b) => a.id - b.id);
    return this.#intern('multiply', `*${sorted.map((part) => part.id).join(',')}`, {
      factors: all,
    });
  }

  #raise(base: Code, exponent: Code): Code {
    return exponent === this.one
      ? base
      : this.#intern('power', `^${base.id},${exponent.id}`, { base, exponent });
  }

  power(base: Code, exponent: Code): Code {
    if (exponent.kind === 'number') {
      const n = exponent.value;
      if (n === 0) return this.one;
      if (n === 1) return base;
      if (base.kind === 'number') return this.number(base.value ** n);
      if (base.kind === 'apply' && base.fn === 'exp') {
        return this.apply('exp', [this.multiply(exponent, base.args[0] ?? this.zero)]);
      }
      if (base.kind === 'power' && base.exponent.kind === 'number' && Number.isInteger(n)) {
        return this.power(base.base, this.number(base.exponent.value * n));
      }
      if (base.kind === 'multiply' && Number.isInteger(n)) {
        return this.multiply(...base.factors.map((factor) => this.power(factor, exponent)));
      }
    }
    return this.#raise(base, exponent);
  }

  negate(value: Code): Code {
    return this.multiply(this.number(-1), value);
  }

  divide(numerator: Code, denominator: Code): Code {
    return this.multiply(numerator, this.power(denominator, this.number(-1)));
  }

  apply(fn: CodeFunction, args: readonly Code[]): Code {
    return this.#intern('apply', `${fn}(${args.map((arg) => arg.id).join(',')})`, { fn, args });
  }

  reduce(reduction: CodeReduction, axes: CodeAxes, body: Code): Code {
    const axesKey = typeof axes === 'string' ? axes : axes.join(',');
    return this.#intern('reduce', `${reduction}[${axesKey}]${body.id}`, { reduction, axes, body });
  }

  /** The numeric factor of a node and what is left of it. */
  coefficientOf(node: Code): readonly [number, Code] {
    if (node.kind === 'number') return [node.value, this.one];
    if (node.kind !== 'multiply') return [1, node];
    const [first, ...rest] = node.factors;
    return first?.kind === 'number' ? [first.value, this.multiply(...rest)] : [1, node];
  }

  #intern<Kind extends Code['kind']>(kind: Kind, key: string, draft: Draft<Kind>): Code {
    const known = this.#nodes.get(key);
    if (known) return known;
    const node = { id: this.#nodes.size, kind, ...draft } as unknown as Code;
    this.#nodes.set(key, node);
    return node;
  }
}

function isEpsilon(node: Code): boolean {
  if (node.kind === 'number') return Math.abs(node.value) <= epsilonLimit;
  if (node.kind === 'named') return epsilonName.test(node.name) && node.value.kind !== 'noise';
  return node.kind === 'symbol' && epsilonName.test(node.symbol.name);
}

/** A value under all the names it was given. */
export function unnamed(node: Code): Code {
  return node.kind === 'named' ? unnamed(node.value) : node;
}

/** Children in order. */
export function partsOf(node: Code): readonly Code[] {
  switch (node.kind) {
    case 'number':
    case 'noise':
      return [];
    case 'symbol':
      return [];
    case 'named':
      return [node.value];
    case 'choice':
      return node.alternatives;
    case 'add':
      return node.terms;
    case 'multiply':
      return node.factors;
    case 'power':
      return [node.base, node.exponent];
    case 'apply':
      return node.args;
    case 'reduce':
      return [node.body];
    case 'library':
      return [];
  }
}

/** Whether any node reachable from `node` (itself included) satisfies the test. */
export function some(node: Code, test: (node: Code) => boolean): boolean {
  const seen = new Set<Code>();
  const visit = (current: Code): boolean => {
    if (seen.has(current)) return false;
    seen.add(current);
    return test(current) || partsOf(current).some(visit);
  };
  return visit(node);
}
