// The state of one symbolic execution, and the three readings that call one another: expressions, calls,
// statements. They meet here so that none imports the next.

import type { Expression, Span, Statement } from '../syntax/ast.ts';
import type { Code, SymbolInfo } from './code.ts';
import { CodeTable } from './codeTable.ts';
import type { CallArguments, DistributionValue, FunctionValue, Scope, Value } from './values.ts';

/** One value code computes, with the statement that completes it. */
export interface Fact {
  readonly kind: 'assign' | 'update' | 'return' | 'loss';
  /** Name it is given; empty for returns and calls. */
  readonly name: string;
  readonly value: Code;
  readonly span: Span;
  /** Enclosing function or method; empty at module level. */
  readonly symbol: string;
  readonly functionSpan: Span;
  /** Statements of one execution of one function share it. */
  readonly execution: number;
}

/** A sample statement of a probabilistic program. */
export interface Site {
  readonly name: string;
  readonly distribution: DistributionValue;
  readonly isObserved: boolean;
  readonly span: Span;
  readonly symbol: string;
  readonly functionSpan: Span;
  readonly execution: number;
}

export interface Width {
  readonly value: number;
  readonly span: Span;
}

export interface Flow {
  readonly returns: Value[];
  /** True after a statement nothing of this block follows. */
  ended: boolean;
}

const maximumSteps = 300_000;
const maximumDepth = 5;

export class Machine {
  readonly table = new CodeTable();
  readonly facts: Fact[] = [];
  readonly sites: Site[] = [];
  /** Widths the code states of a value's last axis: `x.view(-1, 784)`, the output of `nn.Linear(400, 784)`. */
  readonly widths = new Map<Code, Width>();
  /** Numbers the code gives a name outside functions' bodies or as a parameter's default. */
  readonly settings = new Map<string, Width[]>();
  /** Values by the names they are given. */
  readonly names = new Map<string, Set<Code>>();
  /** Dotted modules the document imports, for telling frameworks apart. */
  readonly modules = new Set<string>();
  #steps = 0;
  #depth = 0;
  #recording = 0;
  #execution = 0;
  #context: { symbol: string; functionSpan: Span; execution: number } = {
    symbol: '',
    functionSpan: { from: 0, to: 0 },
    execution: 0,
  };

  evaluate!: (expression: Expression, scope: Scope) => Value;
  call!: (callee: Value, args: CallArguments, scope: Scope) => Value;
  run!: (statements: readonly Statement[], scope: Scope, flow: Flow) => void;
  invoke!: (fn: FunctionValue, args: CallArguments) => Value | undefined;

  /** False once the document has cost too much: the rest stays opaque, and nothing hangs. */
  step(): boolean {
    this.#steps += 1;
    return this.#steps < maximumSteps;
  }

  get exhausted(): boolean {
    return this.#steps >= maximumSteps;
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

  silently<T>(body: () => T): T {
    this.#recording -= 1;
    try {
      return body();
    } finally {
      this.#recording += 1;
    }
  }

  recordSite(name: string, distribution: DistributionValue, isObserved: boolean, span: Span): void {
    if (this.#recording < 0) return;
    this.sites.push({ name, distribution, isObserved, span, ...this.#context });
  }

  record(kind: Fact['kind'], name: string, value: Value, span: Span): void {
    if (this.#recording < 0) return;
    switch (value.kind) {
      case 'code':
        this.facts.push({ kind, name, value: value.code, span, ...this.#context });
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

  /** The width a value is known to have: stated of it, or of what it is computed from element by element. */
  widthOf(node: Code): Width | null {
    const own = this.widths.get(node);
    if (own) return own;
    switch (node.kind) {
      case 'named':
        return this.widthOf(node.value);
      case 'apply':
        return node.args[0] ? this.widthOf(node.args[0]) : null;
      case 'choice':
        return node.alternatives[0] ? this.widthOf(node.alternatives[0]) : null;
      default:
        return null;
    }
  }

  /** The one width of all values of this name that have one. */
  widthOfName(name: string): Width | null {
    const widths = [...(this.names.get(name) ?? [])].flatMap((node) => this.widthOf(node) ?? []);
    const [first] = widths;
    return first && widths.every(({ value }) => value === first.value) ? first : null;
  }

  setting(name: string, value: number, span: Span): void {
    const known = this.settings.get(name) ?? [];
    if (!known.some((one) => one.value === value)) known.push({ value, span });
    this.settings.set(name, known);
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
      case 'instance':
        return this.symbol(value.name, 'global');
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
