// What rules look at: losses with their two sides, terms, stated values, calls of libraries, and the syntax they stand
// in. Everything is worked out when the first rule asks for it. All spans are offsets of the text.

import type { Analysis } from '../analysis/analyze.ts';
import { branchesOf } from '../analysis/features/branches.ts';
import { lineOf } from '../analysis/features/excerpt.ts';
import type { Code } from '../analysis/lowering/code.ts';
import type { CodeTable } from '../analysis/lowering/codeTable.ts';
import type { Fact, LibraryCall } from '../analysis/lowering/unit.ts';
import type { Match } from '../analysis/recognition/match.ts';
import { namedSense } from '../analysis/recognition/names.ts';
import { matchDensityNearly } from '../analysis/recognition/nearMiss.ts';
import type { Piece } from '../analysis/recognition/piece.ts';
import type { LossModel, Term } from '../analysis/recognition/term.ts';
import type { Chunk, Program, Span } from '../analysis/syntax/ast.ts';
import { parsePython } from '../analysis/syntax/python.ts';
import { Addresses } from '../analysis/syntax/program.ts';
import { parseTypeScript } from '../analysis/syntax/typescript.ts';
import { DataFlow } from './dataFlow.ts';
import { LossView } from './lossView.ts';
import { stepsIn } from './preparation.ts';
import { lastName, nodesOf } from './syntax.ts';

/** Names places for people: `line 7`. */
export type Where = (offset: number) => string;

/** A statement's value taken apart. */
export interface Stated extends Fact {
  readonly pieces: readonly Piece[];
}

export class Context {
  readonly analysis: Analysis;
  readonly text: string;
  readonly where: Where;
  readonly #addresses: Addresses;

  constructor(analysis: Analysis, where?: Where) {
    this.analysis = analysis;
    this.text = analysis.program.text;
    this.where = where ?? ((offset) => `line ${lineOf(this.text, offset)}`);
    this.#addresses = new Addresses(analysis.program);
  }

  get table(): CodeTable {
    return this.analysis.state.lowered.machine.table;
  }

  /** Of every branch of the code. */
  readonly losses = lazy((): readonly LossView[] => {
    const totals = this.terms().filter(({ kind }) => kind === 'elbo_total');
    const isTotal = ({ span, symbol }: LossModel) =>
      totals.some((total) => total.span.from === span.from && total.symbol === symbol);
    return this.analysis.losses
      .filter((loss) => !this.analysis.kept.has(loss) && !this.#isRestated(loss))
      .flatMap((loss) => branchesOf(loss).map((branch) => new LossView(branch, isTotal(loss))));
  });

  /** `loss = loss_function(...)`: what is said of the function is not said of its callers again. */
  #isRestated({ parts, effectiveBeta, sumOverBatch, span }: LossModel): boolean {
    const [first, ...others] = parts.map(({ piece }) =>
      piece.isFromElsewhere ? undefined : piece.helpers[0],
    );
    if (first === undefined || others.some((helper) => helper !== first)) return false;
    const name = first.slice(first.lastIndexOf('.') + 1).replace(/^@/u, '');
    return this.analysis.losses.some(
      (other) =>
        other.symbol === name &&
        other.span.from !== span.from &&
        other.effectiveBeta?.formula === effectiveBeta?.formula &&
        other.sumOverBatch === sumOverBatch,
    );
  }

  readonly terms = lazy((): readonly Term[] =>
    this.analysis.terms.filter((term) => !this.analysis.kept.has(term)),
  );

  /** What statements compute. */
  readonly values = lazy((): readonly Stated[] => {
    const { splitter } = this.analysis.state.memory;
    return this.#units().flatMap(({ facts }) =>
      facts.map((fact) => ({ ...this.#placed(fact), pieces: splitter.split(fact.value) })),
    );
  });

  /** Where the function of a term begins, as an address: what flows of values go by. */
  addressOf({ functionSpan }: Pick<Term, 'functionSpan'>): number {
    return this.#functions().get(functionSpan.from) ?? functionSpan.from;
  }

  /** Addresses of functions by their offsets. */
  readonly #functions = lazy(
    () =>
      new Map(
        this.#units()
          .flatMap(({ facts }) => facts)
          .map(({ functionSpan }) => [this.offsets(functionSpan).from, functionSpan.from]),
      ),
  );

  /** The statement a term is stated in. */
  valueAt({ span, symbol }: Pick<Term, 'span' | 'symbol'>): Stated | undefined {
    return this.values().find((value) => value.span.from === span.from && value.symbol === symbol);
  }

  readonly calls = lazy((): readonly LibraryCall[] =>
    this.#units().flatMap(({ calls }) => calls.map((call) => this.#placed(call))),
  );

  /** Where values come from. */
  readonly flow = lazy(() => new DataFlow(this.#units()));

  /** The pieces of a value. */
  piecesOf(value: Code): readonly Piece[] {
    return this.analysis.state.memory.splitter.split(value);
  }

  /** The log density of a latent with a slip in it, where the author says it is one. */
  nearDensity(piece: Piece): Match | null {
    const sense = namedSense(piece, true);
    if (sense !== 'logPosterior' && sense !== 'logPrior') return null;
    const known = this.#nearDensities.get(piece.kernel);
    if (known !== undefined) return known;
    const found = matchDensityNearly(piece.kernel);
    this.#nearDensities.set(piece.kernel, found);
    return found;
  }

  readonly #nearDensities = new Map<Code, Match | null>();

  /** What is done to the data before a model sees them. */
  readonly preparation = lazy(() => stepsIn(this.program()));

  /** The program with positions that are offsets. */
  readonly program = lazy((): Program => {
    const { program } = this.analysis;
    if (this.#addresses.areOffsets) return program;
    const parse = program.language === 'python' ? parsePython : parseTypeScript;
    return parse(program.text);
  });

  /** Whether the program calls anything of these names, known or not. */
  hasCall(names: readonly string[]): boolean {
    return names.some((name) => this.#callees().has(name));
  }

  readonly #callees = lazy((): ReadonlySet<string> => {
    const found = new Set<string>();
    for (const node of nodesOf(this.program())) {
      if (node.kind === 'call') found.add(lastName(node.callee));
      if (node.kind === 'function')
        for (const mark of node.decorators)
          found.add(lastName(mark.kind === 'call' ? mark.callee : mark));
    }
    return found;
  });

  /** Addresses as offsets. */
  offsets(span: Span): Span {
    return this.#addresses.spanOf(span);
  }

  /** Text that cannot be parsed makes all of its statement uncertain: nothing is said of it. */
  isBroken({ from }: Span): boolean {
    return this.#broken().some(({ start, text }) => start <= from && from < start + text.length);
  }

  readonly #broken = lazy((): readonly Chunk[] =>
    this.analysis.program.chunks.filter(({ errors }) => errors.length > 0),
  );

  readonly #units = lazy(() => this.analysis.state.lowered.units);

  #placed<T extends { readonly span: Span; readonly functionSpan: Span }>(one: T): T {
    if (this.#addresses.areOffsets) return one;
    return { ...one, span: this.offsets(one.span), functionSpan: this.offsets(one.functionSpan) };
  }
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
