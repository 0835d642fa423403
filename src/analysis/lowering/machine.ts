// The state of the symbolic execution of a program, and the three readings that call one another: expressions, calls,
// statements. They meet here so that none imports the next.

import type { Expression, Span, Statement } from '../syntax/ast.ts';
import { type Code, type CodeAxes, type CodeReduction, holds, type SymbolInfo } from './code.ts';
import { CodeTable } from './codeTable.ts';
import type { Imports } from './imports.ts';
import type { Flow } from './flow.ts';
import type { ModuleScope } from './moduleScope.ts';
import { type Fact, type Place, Unit, type Width } from './unit.ts';
import type { CallArguments, DistributionValue, FunctionValue, Scope, Value } from './values.ts';

/** For one chunk, and for all of a document: what comes after stays opaque, and nothing hangs. */
const budget = { chunk: 300_000, document: 3_000_000 };
const maximumDepth = 5;

interface Change {
  readonly map: Map<string, Value>;
  readonly key: string;
  readonly before: Value | undefined;
}

export class Machine {
  readonly table = new CodeTable();
  /** What the part being executed is found to hold. */
  unit = new Unit();
  /** Parts at top level that change what another made, and those others: none can be executed without the rest. */
  readonly entangled = new Set<number>();
  /** The program changes what another file made: nothing of it can be executed by itself. */
  isEntangled = false;
  #part = 0;
  #parts = 0;
  readonly #apartParts = new Set<number>();
  #isInside = false;
  #journal: Change[] = [];
  #spent = 0;
  #steps = 0;
  #limit = budget.chunk;
  #depth = 0;
  #recording = 0;
  #execution = 0;
  #aside = 0;
  #context: Place = {
    symbol: '',
    functionSpan: { from: 0, to: 0 },
    execution: 0,
  };

  /** The other files of the workspace, where there are any. */
  imports: Imports | null = null;

  evaluate!: (expression: Expression, scope: Scope) => Value;
  call!: (callee: Value, args: CallArguments, scope: Scope) => Value;
  run!: (statements: readonly Statement[], scope: Scope, flow: Flow) => void;
  invoke!: (fn: FunctionValue, args: CallArguments) => Value | undefined;

  /** False once the chunk has cost too much. */
  step(): boolean {
    this.#steps += 1;
    return this.#steps < this.#limit;
  }

  get exhausted(): boolean {
    return this.#steps >= this.#limit;
  }

  /** A new reading of the document: its budget is whole again. */
  begin(): void {
    this.#spent = 0;
  }

  /** Objects made while this part is executed are born in it. */
  get part(): number {
    return this.#part;
  }

  /**
   * Executes a part of the program into a unit of its own. What is inside functions leaves the objects of the whole
   * program as they were.
   */
  execute(part: 'top' | 'inside', unit: Unit, body: () => void): void {
    this.#parts += 1;
    this.#part = this.#parts;
    this.#isInside = part === 'inside';
    this.unit = unit;
    this.#steps = 0;
    this.#limit = Math.min(budget.chunk, budget.document - this.#spent);
    body();
    this.#spent += this.#steps;
    for (const { map, key, before } of this.#journal.toReversed()) {
      if (before === undefined) map.delete(key);
      else map.set(key, before);
    }
    this.#journal = [];
  }

  /** Executes another file at top level in the midst of this one, with a budget of its own. */
  apart(unit: Unit, scope: ModuleScope, body: () => void): void {
    const before = {
      unit: this.unit,
      whole: this.whole,
      part: this.#part,
      isInside: this.#isInside,
      isMapped: this.isMapped,
      steps: this.#steps,
      limit: this.#limit,
      depth: this.#depth,
    };
    this.#parts += 1;
    this.#part = this.#parts;
    this.#apartParts.add(this.#part);
    this.#isInside = false;
    this.isMapped = false;
    this.unit = unit;
    this.whole = scope;
    this.#steps = 0;
    this.#limit = Math.min(budget.chunk, budget.document - this.#spent);
    this.#depth = 0;
    try {
      this.silently(body);
    } finally {
      this.#spent += this.#steps;
      this.unit = before.unit;
      this.whole = before.whole;
      this.#part = before.part;
      this.#isInside = before.isInside;
      this.isMapped = before.isMapped;
      this.#steps = before.steps;
      this.#limit = before.limit;
      this.#depth = before.depth;
    }
  }

  /** Sets an entry of an object: an attribute, a key, an argument kept. */
  write(
    object: { readonly born: number },
    entries: ReadonlyMap<string, Value>,
    key: string,
    value: Value,
  ): void {
    const map = entries as Map<string, Value>;
    if (object.born !== this.#part) {
      if (this.#isInside) this.#journal.push({ map, key, before: map.get(key) });
      else if (this.#apartParts.has(object.born)) this.isEntangled = true;
      else this.entangled.add(object.born).add(this.#part);
    }
    map.set(key, value);
  }

  /** Runs `body` one call deeper with recording off; undefined when too deep. */
  deeper<T>(body: () => T): T | undefined {
    if (this.#depth >= maximumDepth || this.exhausted) return undefined;
    this.#depth += 1;
    this.#recording -= 1;
    try {
      return body();
    } finally {
      this.#depth -= 1;
      this.#recording += 1;
    }
  }

  /** Runs `body` recording its facts under a function's name. */
  within<T>(symbol: string, functionSpan: Span, body: () => T): T {
    const before = this.#context;
    this.#execution += 1;
    this.#context = { symbol, functionSpan, execution: this.#execution };
    try {
      return body();
    } finally {
      this.#context = before;
    }
  }

  /** Runs `body` in a branch that is not taken as things are. */
  aside<T>(isAside: boolean, body: () => T): T {
    if (!isAside) return body();
    this.#aside += 1;
    try {
      return body();
    } finally {
      this.#aside -= 1;
    }
  }

  /** Whether it executes a function for a call of it, rather than by itself. */
  get isCalled(): boolean {
    return this.#depth > 0;
  }

  /** Whether what is executed was written for one datum: its axes are those after the batch's. */
  isMapped = false;

  mapping<T>(isMapped: boolean, body: () => T): T {
    const before = this.isMapped;
    this.isMapped = before || isMapped;
    try {
      return body();
    } finally {
      this.isMapped = before;
    }
  }

  /** A reduction over axes as the code counts them. */
  reduce(reduction: CodeReduction, axes: CodeAxes, body: Code): Code {
    if (!this.isMapped || axes === 'list') return this.table.reduce(reduction, axes, body);
    const shifted =
      axes === 'all' || axes === 'unknown'
        ? 'event'
        : typeof axes === 'string'
          ? axes
          : axes.map((axis) => (axis < 0 ? axis : axis + 1));
    return this.table.reduce(reduction, shifted, body);
  }

  /** What is done now belongs to the statements of this function; null inside of what it calls. */
  get place(): Place | null {
    return this.#recording < 0 ? null : this.#context;
  }

  /** The function whose statements are executed, with all it calls. */
  get caller(): number {
    return this.#context.functionSpan.from;
  }

  get isInside(): boolean {
    return this.#isInside;
  }

  silently<T>(body: () => T): T {
    this.#recording -= 1;
    try {
      return body();
    } finally {
      this.#recording += 1;
    }
  }

  /** What statements around multiply log densities by. */
  scales: readonly Code[] = [];

  recordSite(name: string, distribution: DistributionValue, isObserved: boolean, span: Span): void {
    if (this.#recording < 0) return;
    const { scales } = this;
    this.unit.sites.push({ name, distribution, isObserved, scales, span, ...this.#context });
  }

  /** Losses written where they are handed to a call nobody knows: they are facts of the statement. */
  #handed: Code[] = [];

  hand(value: Code): void {
    const isLoss = (value.holds & holds.carrier) !== 0 && value.kind !== 'named';
    if (this.#recording >= 0 && isLoss) this.#handed.push(value);
  }

  recordHanded(span: Span): void {
    const handed = this.#handed;
    if (handed.length === 0) return;
    this.#handed = [];
    for (const value of new Set(handed)) this.#fact('loss', '', value, span);
  }

  record(kind: Fact['kind'], name: string, value: Value, span: Span): void {
    if (this.#recording < 0) return;
    switch (value.kind) {
      case 'code':
        this.#fact(kind, name, value.code, span);
        return;
      case 'tuple':
        for (const item of value.items) this.record(kind, name, item, span);
        return;
      case 'dictionary':
        for (const [key, item] of value.entries) this.record(kind, key, item, span);
        return;
      default:
    }
  }

  #fact(kind: Fact['kind'], name: string, value: Code, span: Span): void {
    const { symbol, functionSpan, execution } = this.#context;
    const isAside = this.#aside > 0;
    this.unit.facts.push({ kind, name, value, span, symbol, functionSpan, execution, isAside });
  }

  /** The names of the whole program. */
  whole!: ModuleScope;

  /** The width of what a layer returns, and of what is computed from it element by element. */
  widthOf(node: Code): Width | null {
    switch (node.kind) {
      case 'symbol':
        return node.symbol.width ?? this.unit.widths.get(node) ?? null;
      case 'named':
        return this.widthOf(node.value);
      case 'apply':
        return node.args[0] ? this.widthOf(node.args[0]) : null;
      case 'choice':
        return node.alternatives[0] ? this.widthOf(node.alternatives[0]) : null;
      default:
        return this.unit.widths.get(node) ?? null;
    }
  }

  /** Notes the width of a value given this name. */
  noteName(name: string, value: Code): void {
    const width = this.widthOf(value);
    if (width) this.unit.noteWidths(this.unit.widthsOfNames, name, [width]);
  }

  setting(name: string, value: number, span: Span): void {
    this.unit.noteWidths(this.unit.settings, name, [{ value, span }]);
  }

  symbol(name: string, origin: SymbolInfo['origin'], rest: Partial<SymbolInfo> = {}): Code {
    return this.table.symbol({
      name,
      origin,
      size: null,
      callee: null,
      args: [],
      value: null,
      ...rest,
    });
  }

  codeOf(value: Value | undefined): Code | undefined {
    switch (value?.kind) {
      case 'code':
        return value.code;
      case 'method': {
        const receiver = this.codeOf(value.receiver) ?? this.#nameOf(value.receiver);
        return (
          receiver &&
          this.symbol(`${labelOf(receiver)}.${value.name}`, 'attribute', { args: [receiver] })
        );
      }
      case 'namespace':
        return this.symbol(value.path, 'global');
      case 'imported':
      case 'module':
        return this.symbol((value.kind === 'module' ? value.of : value).path, 'global');
      case 'instance':
        return this.symbol(value.name, 'global');
      case 'super':
        return this.symbol(value.self.name, 'global');
      case 'truth':
        return value.value === null ? undefined : this.table.number(value.value ? 1 : 0);
      default:
        return undefined;
    }
  }

  #nameOf(value: Value): Code | undefined {
    return value.kind === 'instance' ? this.symbol(value.name, 'global') : undefined;
  }
}

export function code(value: Code): Value {
  return { kind: 'code', code: value };
}

/** A short name for a node, for symbols made from it. */
export function labelOf(node: Code): string {
  switch (node.kind) {
    case 'symbol':
      return node.symbol.name;
    case 'named':
      return node.name;
    case 'apply':
      return `${node.fn}(${node.args[0] ? labelOf(node.args[0]) : ''})`;
    default:
      return `_${node.id}`;
  }
}
