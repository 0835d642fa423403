// One way down a value: what multiplies, reduces and names each kernel on the way to it. A product is never distributed
// over an elementwise sum; a sum that is one formula stays whole.

import { type Code, type CodeFunction, has, holds } from '../lowering/code.ts';
import type { CodeTable } from '../lowering/codeTable.ts';
import { labelOf } from '../lowering/machine.ts';
import type { Span } from '../syntax/ast.ts';
import type { Match } from './match.ts';
import { isWeightName, kindOfWord } from './names.ts';
import { matchNearly } from './nearMiss.ts';
import type { BarePiece, ReduceNode } from './piece.ts';

type Node<Kind extends Code['kind']> = Extract<Code, { kind: Kind }>;
type Flag = 'capacity' | 'freeBits' | 'importance';

const maximumPieces = 60;
const maximumDepth = 60;
const none: readonly never[] = [];
const nothingOutside: BarePiece['outside'] = { added: 0, reduced: 0, isNegated: false };
const noFlags: BarePiece['flags'] = new Set();

/** How much of a value is understood. */
export type Grasp = 'all' | 'some' | 'none';

const density = /log_?(?:prob|pdf|density|likelihood)/iu;

export class Walk {
  readonly pieces: BarePiece[] = [];
  readonly #table: CodeTable;
  readonly #match: (kernel: Code) => Match | null;
  readonly #grasp: (value: Code) => Grasp;
  // What has been passed on the way to where the walk is.
  #coefficient = 1;
  #flags = noFlags;
  #outside = nothingOutside;
  #isElsewhere = false;
  readonly #weights: Code[] = [];
  readonly #reductions: ReduceNode[] = [];
  readonly #path: (readonly [choice: Code, side: number])[] = [];
  readonly #helpers: string[] = [];
  readonly #calls: number[] = [];
  readonly #names: string[] = [];
  readonly #spans: Span[] = [];

  constructor(
    table: CodeTable,
    match: (kernel: Code) => Match | null,
    grasp: (value: Code) => Grasp,
  ) {
    this.#table = table;
    this.#match = match;
    this.#grasp = grasp;
  }

  visit(node: Code, depth: number): void {
    if (this.pieces.length > maximumPieces || depth > maximumDepth) return;
    switch (node.kind) {
      case 'number':
      case 'noise':
        return;
      case 'named':
        this.#named(node, depth);
        return;
      case 'choice':
        for (const [side, alternative] of node.alternatives.entries()) {
          this.#path.push([node, side]);
          this.visit(alternative, depth + 1);
          this.#path.pop();
        }
        return;
      case 'reduce':
        this.#reduce(node, depth);
        return;
      case 'multiply':
        this.#product(node, depth);
        return;
      case 'add':
        this.#sum(node, depth);
        return;
      case 'apply':
        this.#apply(node, depth);
        return;
      case 'symbol':
      case 'power':
      case 'library':
        this.#piece(node);
        return;
    }
  }

  #piece(kernel: Code, match = this.#match(kernel)): void {
    this.pieces.push({
      kernel,
      match,
      coefficient: this.#coefficient,
      weights: copyOf(this.#weights),
      reductions: copyOf(this.#reductions),
      flags: this.#flags,
      path: copyOf(this.#path),
      helpers: copyOf(this.#helpers),
      isFromElsewhere: this.#isElsewhere,
      calls: copyOf(this.#calls),
      outside: this.#outside,
      names: copyOf(this.#names),
      spans: copyOf(this.#spans),
    });
  }

  #named(node: Node<'named'>, depth: number): void {
    const { name, value, instead } = node;
    if (instead && !this.#isGrasped(node)) {
      this.#names.push(name.slice(1));
      this.visit(instead, depth + 1);
      this.#names.pop();
      return;
    }
    this.#names.push(name);
    if (name.startsWith('@')) {
      const before = [this.#outside, this.#isElsewhere] as const;
      if (this.#helpers.length === 0) this.#isElsewhere = instead !== null;
      this.#helpers.push(name.slice(1));
      this.#calls.push(node.id);
      this.#outside = {
        added: this.#reductions.length + this.#weights.length + (this.#coefficient === 1 ? 0 : 1),
        reduced: this.#reductions.filter(({ axes }) => axes !== 'list').length,
        isNegated: this.#coefficient < 0,
      };
      this.visit(value, depth + 1);
      [this.#outside, this.#isElsewhere] = before;
      this.#helpers.pop();
      this.#calls.pop();
    } else if (this.#helpers.length > 0) this.visit(value, depth + 1);
    else {
      this.#spans.push(node.span);
      this.visit(value, depth + 1);
      this.#spans.pop();
    }
    this.#names.pop();
  }

  /** Half a density is none: a flow's correction, or a constant nobody knows, changes it. */
  #isGrasped({ name, value }: Node<'named'>): boolean {
    const grasp = this.#grasp(value);
    return grasp === 'all' || (grasp === 'some' && !density.test(name));
  }

  #reduce(node: ReduceNode, depth: number): void {
    if (node.reduction === 'logSumExp') this.#flagged('importance', node.body, depth);
    else if (node.reduction === 'sum' || node.reduction === 'mean') {
      this.#reductions.push(node);
      this.visit(node.body, depth + 1);
      this.#reductions.pop();
    } else this.#piece(node);
  }

  #apply(node: Node<'apply'>, depth: number): void {
    if (isThreshold(node) && (carries(node) || isLossLike(node))) {
      const inner = node.args.find(carries) ?? node.args.find(isLossLike);
      if (inner) {
        this.#flagged(node.fn === 'abs' ? 'capacity' : 'freeBits', inner, depth);
        return;
      }
    }
    const [argument] = node.args;
    if (node.fn === 'clip' && argument) this.visit(argument, depth + 1);
    else this.#piece(node);
  }

  #flagged(flag: Flag, node: Code, depth: number): void {
    const before = this.#flags;
    this.#flags = new Set([...before, flag]);
    this.visit(node, depth + 1);
    this.#flags = before;
  }

  #product(node: Node<'multiply'>, depth: number): void {
    const before = this.#coefficient;
    const [first] = node.factors;
    if (first?.kind === 'number') this.#coefficient *= first.value;
    this.#factors(first?.kind === 'number' ? node.factors.slice(1) : node.factors, depth);
    this.#coefficient = before;
  }

  #factors(factors: readonly Code[], depth: number): void {
    const [only] = factors;
    if (factors.length === 1 && only) {
      this.visit(only, depth + 1);
      return;
    }
    const carriers = factors.filter(carries);
    if (carriers.length === 0 && factors.length > 1) {
      const product = this.#table.multiply(...factors);
      const match = this.#match(product);
      if (match) {
        this.#piece(product, match);
        return;
      }
    }
    const likely = carriers.length > 0 ? carriers : factors.filter(isLossLike);
    const main = likely.length > 1 ? likely.find((f) => !has(f, holds.softmax)) : likely[0];
    if (main) this.#weighed(main, factors, () => this.visit(main, depth + 1));
    else this.#elementwiseProduct(factors);
  }

  /** Where the author says it is a divergence, a formula with a slip in it counts as one. */
  #nearly(node: Node<'add'>): Match | null {
    if (this.#reductions.length === 0) return null;
    const isDivergence = [...this.#names, ...this.#helpers].some(
      (name) => kindOfWord(name, true) === 'divergence',
    );
    return isDivergence ? matchNearly(node) : null;
  }

  /** Peels weights (masks, temperatures) off an elementwise kernel: the factor that is a formula by itself is the kernel. */
  #elementwiseProduct(factors: readonly Code[]): void {
    for (const factor of factors) {
      if (factor.kind === 'symbol') continue;
      const match = this.#match(factor);
      if (!match || match.basis.columns.length < 2) continue;
      this.#weighed(factor, factors, () => this.#piece(factor, match));
      return;
    }
    this.#piece(this.#table.multiply(...factors), null);
  }

  #weighed(main: Code, factors: readonly Code[], inside: () => void): void {
    const { length } = this.#weights;
    for (const factor of factors) if (factor !== main) this.#weights.push(factor);
    inside();
    this.#weights.length = length;
  }

  #sum(node: Node<'add'>, depth: number): void {
    const { terms } = node;
    if (!terms.some(carries)) {
      const match = this.#match(node) ?? this.#nearly(node);
      if (match) {
        this.#piece(node, match);
        return;
      }
    }
    const apart = terms.filter((term) => carries(term) || isNamedTerm(term));
    if (apart.length === 0) {
      this.#piece(node, null);
      return;
    }
    const bare = terms.filter((term) => !apart.includes(term));
    for (const term of apart) this.visit(term, depth + 1);
    if (bare.some(({ kind }) => kind !== 'number')) this.#piece(this.#table.add(...bare));
  }
}

function copyOf<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? none : list.slice();
}

/** Whether a reduction or a library loss lies below: the part of a product that is the loss. */
export function carries(node: Code): boolean {
  return has(node, holds.carrier);
}

/** Functions around a divergence: its distance from a capacity, its free bits. */
function isThreshold(node: Code): node is Extract<Code, { kind: 'apply' }> {
  return node.kind === 'apply' && thresholds.has(node.fn);
}

const thresholds: ReadonlySet<CodeFunction> = new Set(['abs', 'clip', 'maximum', 'relu']);

const lossWords =
  /(?:^|_|\b)(?:loss|kl|kld|klds?|elbo|recon\w*|rec|nll|bce|mse|likelihood|divergence|rate|distortion|regulari[sz]er|latent|log_?p|log_?q|entropy|tc|mmd)(?:$|_|\b|\d)/iu;

function isLossLike(node: Code): boolean {
  if (isThreshold(node)) return node.args.some(isLossLike);
  if (node.kind === 'add') return node.terms.some(isLossLike);
  return (
    (node.kind === 'symbol' || node.kind === 'named') &&
    lossWords.test(labelOf(node).replaceAll('.', '_')) &&
    !isWeightName(labelOf(node))
  );
}

/** An addend worth looking into by itself: a named value, an opaque call, or a product with one. */
function isNamedTerm(node: Code): boolean {
  switch (node.kind) {
    case 'named':
    case 'choice':
      return true;
    case 'symbol':
      return (
        node.symbol.origin === 'call' ||
        node.symbol.origin === 'parameter' ||
        node.symbol.origin === 'attribute' ||
        node.symbol.origin === 'index'
      );
    case 'multiply':
      return node.factors.some(
        (factor) => factor.kind === 'named' || factor.kind === 'choice' || factor.kind === 'symbol',
      );
    default:
      return false;
  }
}
