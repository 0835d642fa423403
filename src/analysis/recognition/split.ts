// Takes a value apart into pieces: weight x reductions x kernel. A product is never distributed over an
// elementwise sum; a sum that is one formula stays whole.

import { type Code, type CodeFunction, has, holds } from '../lowering/code.ts';
import type { CodeTable } from '../lowering/codeTable.ts';
import { labelOf } from '../lowering/machine.ts';
import { matchKernel, type Match } from './match.ts';
import type { BarePiece, Piece } from './piece.ts';
import { isWeightName } from './names.ts';
import { senseOf } from './sense.ts';

type Context = Omit<BarePiece, 'kernel' | 'match'>;

const empty: Context = {
  coefficient: 1,
  weights: [],
  reductions: [],
  flags: new Set(),
  path: [],
  helpers: [],
  calls: [],
  addedOutside: 0,
  reducedOutside: 0,
  names: [],
  spans: [],
};

const lossWords =
  /(?:^|_|\b)(?:loss|kl|kld|klds?|elbo|recon\w*|rec|nll|bce|mse|likelihood|divergence|rate|distortion|regulari[sz]er|latent|log_?p|log_?q|entropy|tc|mmd)(?:$|_|\b|\d)/iu;
const maximumPieces = 60;
/** For a whole document: what comes after is left apart, so that no text hangs the analysis. */
const budget = { pieces: 60_000, kernels: 12_000 };

export class Splitter {
  readonly #table: CodeTable;
  readonly #matches = new Map<Code, Match | null>();
  #pieces = 0;
  #kernels = 0;
  readonly #splits = new Map<Code, readonly Piece[]>();

  constructor(table: CodeTable) {
    this.#table = table;
  }

  /** A new reading of the document: its budget is whole again. */
  begin(): void {
    this.#pieces = 0;
    this.#kernels = 0;
  }

  match(kernel: Code): Match | null {
    const known = this.#matches.get(kernel);
    if (known !== undefined) return known;
    this.#kernels += 1;
    const isAffordable = this.#kernels < budget.kernels && isElementwise(kernel);
    const found = isAffordable ? matchKernel(kernel) : null;
    this.#matches.set(kernel, found);
    return found;
  }

  /** The same value is stated again and again: assigned, returned, part of a tuple. */
  split(value: Code): readonly Piece[] {
    const known = this.#splits.get(value);
    if (known) return known;
    if (this.#pieces > budget.pieces) return [];
    const pieces: BarePiece[] = [];
    this.#visit(value, empty, pieces, 0);
    this.#pieces += pieces.length;
    const merged = this.#merge(pieces).map((piece) => ({ ...piece, sense: senseOf(piece) }));
    this.#splits.set(value, merged);
    return merged;
  }

  #piece(kernel: Code, context: Context, pieces: BarePiece[], match = this.match(kernel)): void {
    pieces.push({ ...context, kernel, match });
  }

  #visit(node: Code, context: Context, pieces: BarePiece[], depth: number): void {
    if (pieces.length > maximumPieces || depth > 60) return;
    const next = (child: Code, change: Partial<Context>) =>
      this.#visit(child, { ...context, ...change }, pieces, depth + 1);
    switch (node.kind) {
      case 'number':
      case 'noise':
        return;
      case 'named': {
        const helper = node.name.startsWith('@') ? node.name.slice(1) : null;
        next(node.value, {
          names: [...context.names, node.name],
          ...(helper || context.helpers.length > 0 ? {} : { spans: [...context.spans, node.span] }),
          ...(helper
            ? {
                helpers: [...context.helpers, helper],
                calls: [...context.calls, node.id],
                reducedOutside: context.reductions.filter(({ axes }) => axes !== 'list').length,
                addedOutside:
                  context.reductions.length +
                  context.weights.length +
                  (context.coefficient === 1 ? 0 : 1),
              }
            : {}),
        });
        return;
      }
      case 'choice':
        node.alternatives.forEach((alternative, side) =>
          next(alternative, { path: [...context.path, [node, side]] }),
        );
        return;
      case 'reduce':
        if (node.reduction === 'logSumExp') {
          next(node.body, { flags: new Set([...context.flags, 'importance']) });
          return;
        }
        if (node.reduction !== 'sum' && node.reduction !== 'mean') {
          this.#piece(node, context, pieces);
          return;
        }
        next(node.body, { reductions: [...context.reductions, node] });
        return;
      case 'multiply':
        this.#product(node, context, pieces, depth);
        return;
      case 'add':
        this.#sum(node, context, pieces, depth);
        return;
      case 'apply':
        if (isThreshold(node) && (carries(node) || isLossLike(node))) {
          const flag = node.fn === 'abs' ? 'capacity' : 'freeBits';
          const inner = node.args.find(carries) ?? node.args.find(isLossLike);
          if (inner) {
            next(inner, { flags: new Set([...context.flags, flag]) });
            return;
          }
        }
        if (node.fn === 'clip' && node.args[0]) {
          next(node.args[0], {});
          return;
        }
        this.#piece(node, context, pieces);
        return;
      case 'symbol':
      case 'power':
      case 'library':
        this.#piece(node, context, pieces);
        return;
    }
  }

  #product(
    node: Extract<Code, { kind: 'multiply' }>,
    context: Context,
    pieces: BarePiece[],
    depth: number,
  ): void {
    const [coefficient] = this.#table.coefficientOf(node);
    const factors = node.factors.filter((factor) => factor.kind !== 'number');
    const inner = { ...context, coefficient: context.coefficient * coefficient };
    const carriers = factors.filter(carries);
    const matching =
      carriers.length === 0 && factors.length > 1
        ? this.match(this.#table.multiply(...factors))
        : null;
    if (matching) {
      this.#piece(this.#table.multiply(...factors), inner, pieces, matching);
      return;
    }
    const likely = carriers.length > 0 ? carriers : factors.filter(isLossLike);
    const main =
      likely.length === 1
        ? likely[0]
        : likely.length > 1
          ? likely.find((f) => !isSoftmax(f))
          : undefined;
    if (main) {
      const weights = factors.filter((factor) => factor !== main);
      this.#visit(main, { ...inner, weights: [...context.weights, ...weights] }, pieces, depth + 1);
      return;
    }
    if (factors.length === 1 && factors[0]) {
      this.#visit(factors[0], inner, pieces, depth + 1);
      return;
    }
    this.#elementwiseProduct(factors, inner, pieces);
  }

  /** Peels weights (masks, temperatures) off an elementwise kernel: the factor that is a formula by itself is the kernel. */
  #elementwiseProduct(factors: readonly Code[], context: Context, pieces: BarePiece[]): void {
    for (const factor of factors) {
      if (factor.kind === 'symbol' || factor.kind === 'number') continue;
      const match = this.match(factor);
      if (match && match.basis.columns.length > 1) {
        const weights = factors.filter((other) => other !== factor);
        this.#piece(
          factor,
          { ...context, weights: [...context.weights, ...weights] },
          pieces,
          match,
        );
        return;
      }
    }
    this.#piece(this.#table.multiply(...factors), context, pieces, null);
  }

  #sum(
    node: Extract<Code, { kind: 'add' }>,
    context: Context,
    pieces: BarePiece[],
    depth: number,
  ): void {
    const carrying = node.terms.filter(carries);
    if (carrying.length === 0) {
      const match = this.match(node);
      if (match) {
        this.#piece(node, context, pieces, match);
        return;
      }
    }
    const apart = node.terms.filter((term) => carries(term) || isNamedTerm(term));
    const bare = node.terms.filter((term) => !apart.includes(term));
    if (apart.length === 0) {
      this.#piece(node, context, pieces, null);
      return;
    }
    for (const term of apart) this.#visit(term, context, pieces, depth + 1);
    const rest = bare.filter((term) => term.kind !== 'number');
    if (rest.length > 0) this.#piece(this.#table.add(...bare), context, pieces);
  }

  /** Pieces no formula claimed may be one formula together: `sum(mu^2) + sum(e^s) - sum(s) - d`. */
  #merge(pieces: readonly BarePiece[]): readonly BarePiece[] {
    const open = pieces.filter((piece) => mayMerge(piece));
    const groups = new Map<string, BarePiece[]>();
    for (const piece of open) {
      const key = [
        piece.reductions.map((r) => `${r.reduction}${String(r.axes)}`).join('/'),
        piece.weights.map((w) => w.id).join(','),
        piece.path.map(([choice, side]) => `${choice.id}:${side}`).join(','),
      ].join('|');
      groups.set(key, [...(groups.get(key) ?? []), piece]);
    }
    const merged = new Map<BarePiece, BarePiece>();
    const absorbed = new Set<BarePiece>();
    for (const group of groups.values()) {
      if (group.length < 2 || group.length > 8) continue;
      const joined = this.#joinAll(group);
      if (!joined) continue;
      const [first, ...others] = joined.members;
      if (!first) continue;
      merged.set(first, joined.piece);
      others.forEach((piece) => absorbed.add(piece));
    }
    return pieces
      .filter((piece) => !absorbed.has(piece))
      .map((piece) => merged.get(piece) ?? piece);
  }

  #joinAll(
    group: readonly BarePiece[],
  ): { piece: BarePiece; members: readonly BarePiece[] } | null {
    const subsets = [group, ...pairs(group)];
    for (const members of subsets) {
      const kernel = this.#table.add(
        ...members.map((piece) =>
          this.#table.multiply(this.#table.number(piece.coefficient), piece.kernel),
        ),
      );
      const match = this.match(kernel);
      const [first] = members;
      if (
        match &&
        first &&
        (match.basis.columns.length > 2 || match.basis.id === 'categoricalPair')
      ) {
        // What several calls make together is a term of the caller.
        const isOneCall = members.every((piece) => String(piece.calls) === String(first.calls));
        const helpers = isOneCall ? first.helpers : [];
        return { piece: { ...first, kernel, coefficient: 1, match, helpers }, members };
      }
    }
    return null;
  }
}

function* pairs(group: readonly BarePiece[]): Generator<readonly BarePiece[]> {
  for (let i = 0; i < group.length; i += 1) {
    for (let j = i + 1; j < group.length; j += 1)
      yield [group[i] as BarePiece, group[j] as BarePiece];
  }
}

/** Unclaimed kernels, and densities: two of opposite sign at one point are a Monte Carlo KL. */
function mayMerge(piece: BarePiece): boolean {
  if (piece.kernel.kind === 'library' || piece.kernel.kind === 'reduce') return false;
  return (
    !piece.match ||
    piece.match.basis.isDensity ||
    piece.match.basis.term === 'discrete_kl' ||
    piece.match.basis.columns.length === 1
  );
}

/** Whether a reduction or a library loss lies below: the part of a product that is the loss. */
export function carries(node: Code): boolean {
  return has(node, holds.carrier);
}

function isElementwise(kernel: Code): boolean {
  return !has(kernel, holds.library);
}

/** Functions around a divergence: its distance from a capacity, its free bits. */
function isThreshold(node: Code): node is Extract<Code, { kind: 'apply' }> {
  return node.kind === 'apply' && thresholds.has(node.fn);
}

const thresholds: ReadonlySet<CodeFunction> = new Set(['abs', 'clip', 'maximum', 'relu']);

function isLossLike(node: Code): boolean {
  if (isThreshold(node)) return node.args.some(isLossLike);
  if (node.kind === 'add') return node.terms.some(isLossLike);
  return (
    (node.kind === 'symbol' || node.kind === 'named') &&
    lossWords.test(labelOf(node).replaceAll('.', '_')) &&
    !isWeightName(labelOf(node))
  );
}

function isSoftmax(node: Code): boolean {
  return has(node, holds.softmax);
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
