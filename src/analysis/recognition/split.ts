// Takes values apart into pieces: weight x reductions x kernel. Pieces that are one formula only together are joined.

import { type Code, has, holds } from '../lowering/code.ts';
import type { CodeTable } from '../lowering/codeTable.ts';
import { matchKernel, type Match } from './match.ts';
import type { BarePiece, Piece } from './piece.ts';
import { senseOf } from './sense.ts';
import { type Grasp, Walk } from './walk.ts';

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
    const walk = new Walk(
      this.#table,
      (kernel) => this.match(kernel),
      (inner) => this.#graspOf(inner),
    );
    walk.visit(value, 0);
    this.#pieces += walk.pieces.length;
    const pieces = this.#merge(walk.pieces).map(withSense);
    this.#splits.set(value, pieces);
    return pieces;
  }

  #graspOf(value: Code): Grasp {
    const pieces = this.split(value);
    const known = pieces.filter(({ sense }) => sense !== null).length;
    if (known === 0) return 'none';
    return known === pieces.length ? 'all' : 'some';
  }

  /** Pieces no formula claimed may be one formula together: `sum(mu^2) + sum(e^s) - sum(s) - d`. */
  #merge(pieces: readonly BarePiece[]): readonly BarePiece[] {
    if (pieces.length < 2) return pieces;
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
        const spans = members.flatMap((piece) => piece.spans.slice(-1));
        return { piece: { ...first, kernel, coefficient: 1, match, helpers, spans }, members };
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

function withSense(piece: BarePiece): Piece {
  return Object.assign(piece, { sense: senseOf(piece) });
}

function isElementwise(kernel: Code): boolean {
  return !has(kernel, holds.library);
}
