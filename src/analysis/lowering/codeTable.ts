// Makes the nodes of one document and finds equal ones again, by numbers alone: no node is described by a text.
// Sums and products are brought to a light normal form as they are made: flat, equal parts merged, numbers folded.

import type { Span } from '../syntax/ast.ts';
import {
  type Code,
  type CodeAxes,
  type CodeFunction,
  type CodeReduction,
  type Condition,
  holds,
  isNoiseName,
  type SymbolInfo,
} from './code.ts';
import { hashOf, hashOfSet, Places, sameNodes, sameSet, Shelf } from './nodeSets.ts';
import { epsilonLimit, isEpsilon } from './epsilon.ts';
import { isSameSymbol, putNew, sameAxes, sameConditions } from './sameness.ts';

type CodeOf<Kind extends Code['kind']> = Extract<Code, { kind: Kind }>;
type Library = Omit<CodeOf<'library'>, 'id' | 'kind' | 'holds' | 'sound'> & {
  readonly sound?: CodeOf<'library'>['sound'];
};

const maximumAlternatives = 6;
/** More than any document has nodes: two ids make one number. */
const stride = 2 ** 24;

export class CodeTable {
  #size = 0;
  readonly #numbers = new Map<number, Code>();
  readonly #symbols = new Map<string, CodeOf<'symbol'>[]>();
  readonly #noises = new Shelf<CodeOf<'noise'>>();
  readonly #names = new Shelf<CodeOf<'named'>>();
  readonly #libraries = new Shelf<CodeOf<'library'>>();
  readonly #choices = new Shelf<CodeOf<'choice'>>();
  readonly #sums = new Shelf<CodeOf<'add'>>();
  readonly #products = new Shelf<CodeOf<'multiply'>>();
  readonly #powers = new Map<number, Code>();
  readonly #applications = new Shelf<CodeOf<'apply'>>();
  readonly #reductions = new Shelf<CodeOf<'reduce'>>();
  /** Sums from which a numerical safeguard (`+ 1e-8`) was dropped. */
  readonly #guarded = new Set<number>();
  readonly zero = this.number(0);
  readonly one = this.number(1);
  readonly minusOne = this.number(-1);
  readonly two = this.number(2);

  get size(): number {
    return this.#size;
  }

  #id(): number {
    this.#size += 1;
    return this.#size;
  }

  hasGuard(node: Code): boolean {
    return this.#guarded.has(node.id);
  }

  number(value: number): Code {
    const plain = value + 0;
    const known = this.#numbers.get(plain);
    if (known) return known;
    const node: Code = { id: this.#id(), holds: 0, kind: 'number', value: plain };
    this.#numbers.set(plain, node);
    return node;
  }

  symbol(symbol: SymbolInfo): Code {
    const here = this.#symbols.get(symbol.name);
    const known = here?.find((node) => isSameSymbol(node.symbol, symbol));
    if (known) return known;
    const isSoftmax = symbol.callee !== null && /softmax/iu.test(symbol.callee);
    const node: CodeOf<'symbol'> = {
      id: this.#id(),
      holds:
        (symbol.value === null ? 0 : holds.setting) |
        (isSoftmax ? holds.softmax : 0) |
        (isNoiseName(symbol.name) ? holds.namedNoise : 0),
      kind: 'symbol',
      symbol,
    };
    if (here) here.push(node);
    else this.#symbols.set(symbol.name, [node]);
    return node;
  }

  noise(distribution: CodeOf<'noise'>['distribution'], at: number): Code {
    return (
      this.#noises.find(at, (node) => node.distribution === distribution) ??
      this.#noises.put(at, { id: this.#id(), holds: holds.noise, kind: 'noise', distribution })
    );
  }

  named(name: string, value: Code, span: Span, instead?: Code): Code {
    if (value.kind === 'number' || (value.kind === 'named' && value.name === name)) return value;
    const known = this.#names.find(
      value.id,
      (node) => node.name === name && node.span.from === span.from,
    );
    if (known) return known;
    const isNoise = isNoiseName(name) && (value.holds & holds.noise) === 0;
    const below =
      value.holds |
      (instead?.holds ?? 0) |
      (name.startsWith('@') ? holds.helper : 0) |
      (isNoise ? holds.namedNoise : 0);
    const node: CodeOf<'named'> = {
      id: this.#id(),
      holds: below,
      kind: 'named',
      name,
      value,
      span,
      instead: instead ?? null,
    };
    return this.#names.put(value.id, node);
  }

  library({ term, family, args, span, sound = null }: Library): Code {
    const isEqual = (node: CodeOf<'library'>) =>
      node.term === term && node.family === family && sameNodes(node.args, args);
    const known = this.#libraries.find(span.from, isEqual);
    if (known) return known;
    const below = holds.library | holds.carrier;
    return this.#libraries.put(span.from, {
      id: this.#id(),
      holds: below,
      kind: 'library',
      term,
      family,
      args,
      span,
      sound,
    });
  }

  /** `decision`: what decides between two, as it comes out for the first. */
  choice(given: readonly Code[], decision: Condition | null): Code {
    const all = new Map<Code, readonly Condition[]>();
    for (const [index, one] of given.entries()) {
      const own = decision
        ? [{ test: decision.test, holds: decision.holds === (index === 0) }]
        : [];
      if (one.kind !== 'choice') putNew(all, one, own);
      else
        for (const [at, inner] of one.alternatives.entries())
          putNew(all, inner, [...own, ...(one.conditions[at] ?? [])]);
    }
    const alternatives = [...all.keys()].slice(0, maximumAlternatives);
    const [only] = alternatives;
    if (all.size === 1 && only) return only;
    const conditions = [...all.values()].slice(0, maximumAlternatives);
    const key = hashOf(alternatives);
    const isEqual = (node: CodeOf<'choice'>) =>
      sameNodes(node.alternatives, alternatives) && sameConditions(node.conditions, conditions);
    return (
      this.#choices.find(key, isEqual) ??
      this.#choices.put(key, {
        id: this.#id(),
        holds: holds.choice | union(alternatives),
        kind: 'choice',
        alternatives,
        conditions,
      })
    );
  }

  add(...given: readonly Code[]): Code {
    const places = new Places();
    const coefficients: number[] = [];
    let constant = 0;
    let small = 0;
    let isLarge = false;
    const take = (term: Code): void => {
      if (term.kind === 'number') {
        const { value } = term;
        if (Math.abs(value) >= 0.01) isLarge = true;
        if (Math.abs(value) <= epsilonLimit) small += value;
        else constant += value;
        return;
      }
      const first = term.kind === 'multiply' ? term.factors[0] : undefined;
      const coefficient = first?.kind === 'number' ? first.value : 1;
      const rest = coefficient === 1 ? term : this.#withoutNumber(term);
      const at = places.take(rest);
      if (at < 0) coefficients.push(coefficient);
      else coefficients[at] = (coefficients[at] as number) + coefficient;
    };
    for (const term of given) {
      if (term.kind === 'add') for (const inner of term.terms) take(inner);
      else take(term);
    }
    // A safeguard beside other constants: 1 - p + 1e-8.
    const hasSafeguard = isLarge && small !== 0;
    if (!hasSafeguard) constant += small;
    const parts: Code[] = [];
    for (let i = 0; i < coefficients.length; i += 1) {
      const coefficient = coefficients[i] as number;
      if (coefficient !== 0) parts.push(this.#times(coefficient, places.nodes[i] as Code));
    }
    const kept = parts.length > 1 ? parts.filter((part) => !isEpsilon(part)) : parts;
    const isGuarded =
      hasSafeguard ||
      kept.length < parts.length ||
      (parts.length > 0 && constant !== 0 && Math.abs(constant) <= epsilonLimit);
    if (isGuarded && Math.abs(constant) <= epsilonLimit) constant = 0;
    if (constant !== 0) kept.push(this.number(constant));
    const result = this.#sum(kept);
    if (isGuarded) this.#guarded.add(result.id);
    return result;
  }

  #sum(terms: readonly Code[]): Code {
    const [only] = terms;
    if (!only) return this.zero;
    if (terms.length === 1) return only;
    const key = hashOfSet(terms);
    return (
      this.#sums.find(key, (node) => sameSet(node.terms, terms)) ??
      this.#sums.put(key, {
        id: this.#id(),
        holds: union(terms),
        kind: 'add',
        terms,
      })
    );
  }

  /** A number times what has no number of its own. */
  #times(coefficient: number, rest: Code): Code {
    if (coefficient === 1) return rest;
    const number = this.number(coefficient);
    return this.#product(rest.kind === 'multiply' ? [number, ...rest.factors] : [number, rest]);
  }

  #withoutNumber(node: CodeOf<'multiply'> | Code): Code {
    if (node.kind !== 'multiply') return node;
    const rest = node.factors.slice(1);
    return rest.length === 1 ? (rest[0] as Code) : this.#product(rest);
  }

  multiply(...given: readonly Code[]): Code {
    let constant = 1;
    const places = new Places();
    const exponents: Code[] = [];
    const isMerged: boolean[] = [];
    const take = (factor: Code): void => {
      if (factor.kind === 'number') {
        constant *= factor.value;
        return;
      }
      const base = factor.kind === 'power' ? factor.base : factor;
      const exponent = factor.kind === 'power' ? factor.exponent : this.one;
      const at = places.take(base);
      if (at < 0) {
        exponents.push(exponent);
        isMerged.push(false);
      } else {
        exponents[at] = this.add(exponents[at] as Code, exponent);
        isMerged[at] = true;
      }
    };
    for (const factor of given) {
      if (factor.kind === 'multiply') for (const inner of factor.factors) take(inner);
      else take(factor);
    }
    if (constant === 0) return this.zero;
    const parts: Code[] = [];
    for (let i = 0; i < exponents.length; i += 1) {
      const base = places.nodes[i] as Code;
      const exponent = exponents[i] as Code;
      const part = isMerged[i] ? this.power(base, exponent) : this.#raise(base, exponent);
      if (part.kind === 'number') constant *= part.value;
      else parts.push(part);
    }
    if (constant !== 1) parts.unshift(this.number(constant));
    const [only] = parts;
    if (!only) return this.one;
    return parts.length === 1 ? only : this.#product(parts);
  }

  #product(factors: readonly Code[]): Code {
    const key = hashOfSet(factors);
    return (
      this.#products.find(key, (node) => sameSet(node.factors, factors)) ??
      this.#products.put(key, {
        id: this.#id(),
        holds: union(factors),
        kind: 'multiply',
        factors,
      })
    );
  }

  #raise(base: Code, exponent: Code): Code {
    if (exponent === this.one) return base;
    const key = base.id * stride + exponent.id;
    const known = this.#powers.get(key);
    if (known) return known;
    const rest = (base.holds | exponent.holds) & ~holds.carrier;
    const below = rest | holds.power | (base.holds & holds.carrier);
    const node: Code = { id: this.#id(), holds: below, kind: 'power', base, exponent };
    this.#powers.set(key, node);
    return node;
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
    return this.multiply(this.minusOne, value);
  }

  subtract(value: Code, other: Code): Code {
    return this.add(value, this.negate(other));
  }

  square(value: Code): Code {
    return this.power(value, this.two);
  }

  divide(numerator: Code, denominator: Code): Code {
    return this.multiply(numerator, this.power(denominator, this.minusOne));
  }

  apply(fn: CodeFunction, args: readonly Code[]): Code {
    const [argument] = args;
    const key = argument?.id ?? 0;
    const known = this.#applications.find(
      key,
      (node) => node.fn === fn && sameNodes(node.args, args),
    );
    if (known) return known;
    const below = union(args);
    return this.#applications.put(key, {
      id: this.#id(),
      holds: passesLoss.has(fn) ? below : below & ~holds.carrier,
      kind: 'apply',
      fn,
      args,
    });
  }

  reduce(reduction: CodeReduction, axes: CodeAxes, body: Code): Code {
    const known = this.#reductions.find(
      body.id,
      (node) => node.reduction === reduction && sameAxes(node.axes, axes),
    );
    if (known) return known;
    const isLoss = reduction !== 'other' && reduction !== 'maximum';
    const below = (body.holds & ~holds.carrier) | holds.reduction | (isLoss ? holds.carrier : 0);
    return this.#reductions.put(body.id, {
      id: this.#id(),
      holds: below,
      kind: 'reduce',
      reduction,
      axes,
      body,
    });
  }

  /** The numeric factor of a node and what is left of it. */
  coefficientOf(node: Code): readonly [number, Code] {
    if (node.kind === 'number') return [node.value, this.one];
    if (node.kind !== 'multiply') return [1, node];
    const [first] = node.factors;
    return first?.kind === 'number' ? [first.value, this.#withoutNumber(node)] : [1, node];
  }
}

/** Functions that leave a loss a loss: capacity, free bits, clamps. */
const passesLoss: ReadonlySet<CodeFunction> = new Set(['abs', 'clip', 'maximum', 'relu']);

function union(nodes: readonly Code[]): number {
  let bits = 0;
  for (const node of nodes) bits |= node.holds;
  return bits;
}
