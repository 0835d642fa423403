// A place among the tokens of a chunk: what stands here, what before and after, and how to go on. It always stops at
// the last token, which ends the chunk.

import type { Expression, Span } from '../ast.ts';
import type { Kind, Tokens } from './tokens.ts';

const names: ReadonlySet<Kind> = new Set<Kind>(['name', 'match', 'case', 'type']);

/** With what an expression can begin. */
const operands: ReadonlySet<Kind> = new Set<Kind>([
  ...names,
  ...(['number', 'string', 'True', 'False', 'None', '...', '(', '[', '{'] as const),
  ...(['-', '+', '~', 'not', 'await', 'lambda', 'yield'] as const),
]);

/** Where an expression ends that is not read. */
const stops: ReadonlySet<Kind> = new Set<Kind>([
  ...([',', ':', ';', '=', ')', ']', '}'] as const),
  ...(['for', 'async', 'newline', 'end'] as const),
]);

export class TokenCursor {
  readonly #tokens: Tokens;
  readonly #errors: Span[];
  #at = 0;
  /** What the current token is. */
  kind: Kind;

  constructor(tokens: Tokens, errors: Span[]) {
    this.#tokens = tokens;
    this.#errors = errors;
    this.kind = tokens.kinds[0] ?? 'end';
  }

  /** Where the current token begins. */
  get from(): number {
    return this.#tokens.froms[this.#at] ?? 0;
  }

  /** Where the token before it ends. */
  get end(): number {
    return this.#tokens.tos[this.#at - 1] ?? this.from;
  }

  /** The current name, number, string or `+=` as it is written. */
  get word(): string {
    return this.#tokens.words[this.#at] ?? '';
  }

  /** Which token is the current one. */
  get at(): number {
    return this.#at;
  }

  get preceding(): Kind {
    return this.#tokens.kinds[this.#at - 1] ?? 'newline';
  }

  get following(): Kind {
    return this.#tokens.kinds[this.#at + 1] ?? 'end';
  }

  get isName(): boolean {
    return names.has(this.kind);
  }

  /** Whether an expression can begin here. */
  get isOperand(): boolean {
    return operands.has(this.kind);
  }

  /** The same, or `*` and an expression. */
  get isItem(): boolean {
    return this.kind === '*' || operands.has(this.kind);
  }

  get isLineEnd(): boolean {
    return this.kind === 'newline' || this.kind === 'end';
  }

  /** Whether the current token is the first of its line. */
  get isFirst(): boolean {
    const { preceding } = this;
    return preceding === 'newline' || preceding === 'indent' || preceding === 'dedent';
  }

  /** Whether a name follows. */
  get leadsName(): boolean {
    return names.has(this.following);
  }

  /** Whether something follows that `match` or `case` can be about. */
  get leadsItem(): boolean {
    return this.following === '*' || operands.has(this.following);
  }

  /** Whether the line ends with a colon that does not come right after the current token. */
  get leadsBody(): boolean {
    const { kinds } = this.#tokens;
    let last = this.#at;
    while (kinds[last + 1] !== 'newline' && kinds[last + 1] !== 'end') last += 1;
    return last > this.#at + 1 && kinds[last] === ':';
  }

  /** The whole bracket that the current token opens. */
  get bracket(): Span {
    return { from: this.from, to: this.#tokens.tos[this.#partner] ?? this.from };
  }

  /** Whether the bracket that opens here is a comprehension. */
  get isComprehension(): boolean {
    return this.#tokens.comprehensions.has(this.#at);
  }

  /** What follows the bracket that opens here. */
  get afterBracket(): Kind {
    return this.#tokens.kinds[this.#partner + 1] ?? 'end';
  }

  /** The token that closes the bracket which the current one opens; of any other token, itself. */
  get #partner(): number {
    return Math.max(this.#at, this.#tokens.partners[this.#at] ?? 0);
  }

  next(): void {
    this.#goTo(this.#at + 1);
  }

  #goTo(at: number): void {
    this.#at = Math.min(at, this.#tokens.count - 1);
    this.kind = this.#tokens.kinds[this.#at] ?? 'end';
  }

  take(kind: Kind): boolean {
    if (this.kind !== kind) return false;
    this.next();
    return true;
  }

  /** Takes what has to come; an error where something else does. */
  expect(kind: Kind): boolean {
    const isThere = this.take(kind);
    if (!isThere) this.error();
    return isThere;
  }

  /** Takes the name that has to come. */
  name(): string | undefined {
    if (!this.isName) {
      this.error();
      return undefined;
    }
    const { word } = this;
    this.next();
    return word;
  }

  error(): void {
    this.#errors.push({ from: this.from, to: this.#tokens.tos[this.#at] ?? this.from });
  }

  /** What was read from an address on, where it cannot be understood. */
  unknown(from: number, parts: readonly Expression[] = []): Expression {
    return { kind: 'unknown', parts, from, to: Math.max(from, this.end) };
  }

  /** Where an expression should stand and does not. */
  missing(): Expression {
    this.error();
    return this.unknown(this.from);
  }

  /** Skips a token, or a bracket with all that it holds. */
  skip(): void {
    this.#goTo(this.#partner + 1);
  }

  /** Skips an expression that is not kept, such as an annotation. */
  skipExpression(): void {
    if (stops.has(this.kind)) this.error();
    while (!stops.has(this.kind)) this.skip();
  }

  /** Skips what is left of a statement on its line. */
  skipStatement(): void {
    while (this.kind !== ';' && !this.isLineEnd) this.skip();
  }

  /** Skips a line and the block indented below it. */
  skipBlock(): void {
    while (!this.isLineEnd) this.skip();
    this.take('newline');
    if (!this.take('indent')) return;
    for (let level = 1; level > 0 && this.kind !== 'end'; this.next()) {
      if (this.kind === 'indent') level += 1;
      else if (this.kind === 'dedent') level -= 1;
    }
  }
}
