// The syntax both front ends produce: small enough for one lowering to read Python and TypeScript alike.
// Positions are UTF-16 offsets into the text. What a front end does not know becomes `unknown`, with its parts.

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Argument {
  /** Keyword name; null for a positional argument. */
  readonly name: string | null;
  /** `*args`, `**kwargs` or `...spread`. */
  readonly spread: boolean;
  readonly value: Expression;
}

export interface Parameter {
  readonly name: string;
  readonly default: Expression | null;
  /** `*args`, `**kwargs` or `...rest`. */
  readonly rest: boolean;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@';

export type Expression = Span &
  (
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'constant'; readonly value: boolean | null }
    | { readonly kind: 'member'; readonly object: Expression; readonly property: string }
    | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Argument[] }
    | {
        readonly kind: 'index';
        readonly object: Expression;
        readonly indices: readonly Expression[];
      }
    | { readonly kind: 'slice'; readonly parts: readonly (Expression | null)[] }
    | { readonly kind: 'ellipsis' }
    | {
        readonly kind: 'binary';
        readonly operator: BinaryOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
    | { readonly kind: 'negate'; readonly operand: Expression }
    /** Comparisons and and/or/not: a truth value whose parts may still be of interest. */
    | {
        readonly kind: 'logic';
        readonly operator: string;
        readonly operands: readonly Expression[];
      }
    | {
        readonly kind: 'conditional';
        readonly test: Expression;
        readonly value: Expression;
        readonly otherwise: Expression;
      }
    | { readonly kind: 'sequence'; readonly items: readonly Expression[] }
    | {
        readonly kind: 'dictionary';
        readonly entries: readonly {
          readonly key: Expression | null;
          readonly value: Expression;
        }[];
      }
    | {
        readonly kind: 'lambda';
        readonly params: readonly Parameter[];
        readonly body: readonly Statement[];
      }
    | {
        readonly kind: 'comprehension';
        /** Of a dictionary, `{key: element for …}`; null for all others. */
        readonly key: Expression | null;
        readonly element: Expression;
        readonly target: Expression;
        readonly iterable: Expression;
      }
    | { readonly kind: 'spread'; readonly operand: Expression }
    | { readonly kind: 'unknown'; readonly parts: readonly Expression[] }
  );

export type Statement = Span &
  (
    | {
        readonly kind: 'assign';
        /** `a = b = value` has two targets; a tuple target is a `sequence`. */
        readonly targets: readonly Expression[];
        readonly value: Expression;
      }
    | {
        readonly kind: 'update';
        readonly target: Expression;
        readonly operator: BinaryOperator;
        readonly value: Expression;
      }
    | { readonly kind: 'expression'; readonly value: Expression }
    | { readonly kind: 'return'; readonly value: Expression | null }
    | {
        readonly kind: 'if';
        readonly test: Expression;
        readonly body: readonly Statement[];
        readonly otherwise: readonly Statement[];
      }
    | {
        readonly kind: 'for';
        readonly target: Expression | null;
        readonly iterable: Expression;
        readonly body: readonly Statement[];
      }
    /** Runs in order, whatever the syntax around it: with, try, a bare block. */
    | {
        readonly kind: 'block';
        readonly body: readonly Statement[];
        /** What `with` calls to run it in. */
        readonly within?: readonly Expression[];
      }
    | FunctionDefinition
    | ClassDefinition
    | {
        readonly kind: 'import';
        /** Dotted module path, or the string of an ES import. */
        readonly module: string;
        /** Leading dots of a relative Python import. */
        readonly level: number;
        /** `name: null` binds the module itself; `*` binds everything. */
        readonly bindings: readonly { readonly name: string | null; readonly local: string }[];
      }
  );

export interface FunctionDefinition extends Span {
  readonly kind: 'function';
  readonly name: string;
  readonly params: readonly Parameter[];
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
}

export interface ClassDefinition extends Span {
  readonly kind: 'class';
  readonly name: string;
  readonly bases: readonly Expression[];
  readonly body: readonly Statement[];
}

export type Language = 'python' | 'typescript';

/**
 * A statement at the top level with what stands before it, read by itself. Positions in its syntax are addresses: they
 * stay as they are while the text of the chunk does, wherever edits above move it, so that what was worked out of an
 * unchanged chunk stays true. Of a program read for the first time, addresses are offsets.
 */
export interface Chunk {
  /** Offset of its first character in this version of the text. */
  readonly start: number;
  /** Address of its first character. */
  readonly base: number;
  readonly text: string;
  readonly body: readonly Statement[];
  /** Comments in order, without their marker. */
  readonly comments: readonly (Span & { readonly text: string })[];
  /** Where the parser had to guess. */
  readonly errors: readonly Span[];
}

export interface Program {
  readonly language: Language;
  readonly text: string;
  /** In order; their texts put together are the text. */
  readonly chunks: readonly Chunk[];
}
