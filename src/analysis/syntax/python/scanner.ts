// Text to tokens, line by line. What is not Python becomes a stray token, and brackets are made to balance: one that
// its line leaves open is closed where the line ends.

import type { Chunk, Span } from '../ast.ts';
import { Brackets } from './brackets.ts';
import { isDigit, isLineBreak, isNamePart, isNameStart, isSpace, lineEnd } from './characters.ts';
import type { Piece } from './chunks.ts';
import { afterBackslash } from './lines.ts';
import { markEnd, markKind } from './marks.ts';
import { numberEnd } from './numbers.ts';
import { isQuote, isStringPrefix, Strings } from './strings.ts';
import { type Kind, Tokens } from './tokens.ts';
import { keywordAt } from './words.ts';

const closers = new Map<Kind, Kind>([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
const hash = 35;
const dot = 46;
const backslash = 92;

/** What a chunk holds beside its tokens. */
interface Found {
  readonly comments: Chunk['comments'];
  readonly errors: Span[];
}

export class Scanner {
  /** Of the chunk scanned last. */
  readonly tokens = new Tokens();
  readonly #brackets = new Brackets();
  /** Which tokens of the line are brackets still open. */
  readonly #openings: number[] = [];
  readonly #indents: number[] = [];
  #text = '';
  /** The address of the first character. */
  #base = 0;
  /** The address at which the last token ends. */
  #end = 0;
  #strings = new Strings('');
  #comments: Chunk['comments'][number][] = [];
  #errors: Span[] = [];

  scan({ start, text, lines }: Piece, base: number): Found {
    this.tokens.clear();
    this.#indents.length = 0;
    this.#text = text;
    this.#base = base;
    this.#end = base;
    this.#strings = new Strings(text);
    this.#comments = [];
    this.#errors = [];
    let at = 0;
    for (const { from, indent, to } of lines) {
      this.#commentsIn(at, from - start);
      this.#indentTo(indent, from - start);
      this.#line(from - start, to - start);
      at = to - start;
    }
    this.#commentsIn(at, text.length);
    for (let level = 1; level < this.#indents.length; level += 1) this.#pushEmpty('dedent');
    this.#pushEmpty('end');
    return { comments: this.#comments, errors: this.#errors };
  }

  #commentsIn(from: number, to: number): void {
    let at = from;
    while (at < to) at = this.#text.charCodeAt(at) === hash ? this.#comment(at) : at + 1;
  }

  #comment(at: number): number {
    const end = lineEnd(this.#text, at);
    const text = this.#text.slice(at + 1, end).trimStart();
    this.#comments.push({ from: this.#base + at, to: this.#base + end, text });
    return end;
  }

  /** A line between two levels takes the place of the deeper one. */
  #indentTo(column: number, at: number): void {
    const indents = this.#indents;
    if (indents.length === 0) indents.push(column);
    let level = indents.at(-1) ?? 0;
    if (column > level) {
      indents.push(column);
      this.#pushEmpty('indent');
    }
    while (column < level) {
      indents.pop();
      level = indents.at(-1) ?? -1;
      if (level >= column) this.#pushEmpty('dedent');
      else {
        indents.push(column);
        this.#error(at, at);
      }
    }
  }

  #line(from: number, to: number): void {
    const text = this.#text;
    this.#brackets.clear();
    this.#strings.startLine();
    let at = from;
    while (at < to) {
      const code = text.charCodeAt(at);
      if (isSpace(code) || isLineBreak(code)) at += 1;
      else if (isNameStart(code)) at = this.#word(at);
      else if (isDigit(code)) at = this.#number(at);
      else if (isQuote(code)) at = this.#string(at, at);
      else if (code === hash) at = this.#comment(at);
      else if (code === backslash) at = this.#backslash(at);
      else if (code === dot && isDigit(text.charCodeAt(at + 1))) at = this.#number(at);
      else at = this.#mark(at, code);
    }
    this.#closeAll();
    this.#pushEmpty('newline');
  }

  #word(from: number): number {
    const text = this.#text;
    let to = from + 1;
    while (to < text.length && isNamePart(text.charCodeAt(to))) to += 1;
    if (isStringPrefix(text, from, to)) return this.#string(from, to);
    const word = text.slice(from, to);
    const kind = keywordAt(text, from, word) ?? 'name';
    const opening = this.#openings.at(-1);
    if (kind === 'for' && opening !== undefined) this.tokens.comprehensions.add(opening);
    return this.#push(kind, from, to, word);
  }

  #number(at: number): number {
    const to = numberEnd(this.#text, at);
    return this.#push('number', at, to, this.#text.slice(at, to));
  }

  #string(from: number, quote: number): number {
    const to = this.#strings.endOf(quote);
    if (!this.#strings.isClosed) this.#error(from, to);
    return this.#push('string', from, to, this.#text.slice(from, to));
  }

  #backslash(at: number): number {
    const next = afterBackslash(this.#text, at);
    if (!isLineBreak(this.#text.charCodeAt(at + 1))) this.#error(at, at + 1);
    return next > at + 1 ? next : this.#push('stray', at, next);
  }

  #mark(at: number, code: number): number {
    const to = markEnd(this.#text, at);
    const kind = markKind(this.#text, at, to);
    if (kind === ')' || kind === ']' || kind === '}') return this.#close(at, code);
    if (kind === '(' || kind === '[' || kind === '{') {
      this.#brackets.open(code);
      this.#openings.push(this.tokens.count);
    }
    if (kind === undefined) this.#error(at, to);
    const word = kind === 'update' ? this.#text.slice(at, to) : '';
    return this.#push(kind ?? 'stray', at, to, word);
  }

  #close(at: number, code: number): number {
    const count = this.#brackets.close(code);
    if (count !== 1) this.#error(at, at + 1);
    if (count === 0) return this.#push('stray', at, at + 1);
    for (let inner = 1; inner < count; inner += 1) this.#pushEmpty(this.#closer());
    return this.#push(this.#closer(), at, at + 1);
  }

  /** The kind that closes the bracket opened last, whose partner is the token about to be pushed. */
  #closer(): Kind {
    const { count, kinds, partners } = this.tokens;
    const opening = this.#openings.pop() ?? 0;
    partners[opening] = count;
    return closers.get(kinds[opening] ?? 'end') ?? 'stray';
  }

  #closeAll(): void {
    const { froms, tos } = this.tokens;
    const outermost = this.#openings[0];
    if (outermost === undefined) return;
    this.#errors.push({ from: froms[outermost] ?? 0, to: tos[outermost] ?? 0 });
    while (this.#openings.length > 0) this.#pushEmpty(this.#closer());
  }

  #push(kind: Kind, from: number, to: number, word = ''): number {
    this.#end = this.#base + to;
    this.tokens.push(kind, this.#base + from, this.#end, word);
    return to;
  }

  #pushEmpty(kind: Kind): void {
    this.tokens.push(kind, this.#end, this.#end);
  }

  #error(from: number, to: number): void {
    this.#errors.push({ from: this.#base + from, to: this.#base + to });
  }
}
