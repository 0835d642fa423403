// What every part of the Python reader shares beside its place: how deep it is, where `:=` binds, and the readings that
// call each other, which meet here so that no file imports the next in a circle.

import type { Expression, Span, Statement } from '../ast.ts';
import { maximumDepth } from '../depth.ts';
import { TokenCursor } from './tokenCursor.ts';
import type { Tokens } from './tokens.ts';

export interface Readings {
  readonly expression: (p: Parser) => Expression;
  /** Operands and the operators between them that bind at least so tightly. */
  readonly operation: (p: Parser, power: number) => Expression;
  readonly statement: (p: Parser, into: Statement[]) => void;
}

export class Parser extends TokenCursor {
  readonly #readings: Readings;
  /** How deep the syntax lies that is being read. */
  depth = 0;
  /** How high the expression stands that was read at this depth: sums and chains grow from below. */
  height = 0;
  /** Where `:=` puts its assignment, before its statement; null where nothing can be run before what is read. */
  bound: Statement[] | null = null;

  constructor(tokens: Tokens, errors: Span[], readings: Readings) {
    super(tokens, errors);
    this.#readings = readings;
  }

  expression(): Expression {
    return this.deeper(this.#readings.expression);
  }

  operation(power: number): Expression {
    return this.deeper(() => this.#readings.operation(this, power));
  }

  /** Reads one level down; unknown where that is too deep. */
  deeper(read: (p: Parser) => Expression): Expression {
    const { from, height } = this;
    if (!this.goDeeper()) {
      this.skipExpression();
      return this.unknown(from);
    }
    this.height = 0;
    const expression = this.grown(read(this), from);
    this.height = Math.max(height, this.height);
    this.depth -= 1;
    return expression;
  }

  /** False where that would be too deep. */
  goDeeper(): boolean {
    if (this.depth >= maximumDepth) return false;
    this.depth += 1;
    return true;
  }

  /** An expression that stands one higher than its parts; unknown where it would be too high to walk down again. */
  grown(expression: Expression, from: number): Expression {
    this.height += 1;
    if (this.height < maximumDepth) return expression;
    this.height = 0;
    return this.unknown(from, [expression]);
  }

  /** Reads the statement here, after what it assigns by `:=`. */
  statement(into: Statement[]): void {
    if (!this.goDeeper()) {
      this.skipBlock();
      return;
    }
    const outer = this.bound;
    this.bound = into;
    this.#readings.statement(this, into);
    this.bound = outer;
    this.depth -= 1;
  }
}
