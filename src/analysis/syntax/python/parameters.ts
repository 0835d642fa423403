// Parameters of functions and lambdas. The marks among them, `/` and `*`, say only how they are passed.

import type { Parameter } from '../ast.ts';
import { elements } from './lists.ts';
import type { Parser } from './parser.ts';

/** Those of a function, in parentheses and with annotations. */
export function parameters(p: Parser): readonly Parameter[] {
  const read = elements(p, ')', annotated);
  p.next();
  return read;
}

/** Those of a lambda, up to its colon. */
export function bareParameters(p: Parser): readonly Parameter[] {
  const read: Parameter[] = [];
  do {
    const parameter = bare(p);
    if (parameter) read.push(parameter);
  } while (p.take(','));
  return read;
}

function annotated(p: Parser): Parameter | undefined {
  const rest = mark(p);
  const name = named(p);
  if (name !== undefined && p.take(':')) p.skipExpression();
  return withDefault(p, name, rest);
}

function bare(p: Parser): Parameter | undefined {
  const rest = mark(p);
  return withDefault(p, named(p), rest);
}

function mark(p: Parser): boolean {
  return p.take('*') || p.take('**');
}

/** None after a bare `*` or instead of `/`; the element is an error where it is neither. */
function named(p: Parser): string | undefined {
  if (p.isName) return p.name();
  p.take('/');
  return undefined;
}

function withDefault(p: Parser, name: string | undefined, rest: boolean): Parameter | undefined {
  if (name === undefined) return undefined;
  return { name, default: p.take('=') ? p.expression() : null, rest };
}
