// `# elbo: ignore[ELBO301] reason`: at the end of a line or above it for what stands there, at a function's head for the
// function, above all code for the file. One that is not needed is told.

import type { Program, Span, Statement } from '../../analysis/syntax/ast.ts';
import { commentsOf } from '../../analysis/syntax/program.ts';
import type { Finding } from '../rule.ts';
import { isStatement, nodesOf } from '../syntax.ts';

export interface Ignore {
  /** The comment's text, without its marker. */
  readonly comment: Span;
  /** Ids or names; empty for every rule. */
  readonly rules: readonly string[];
  /** Where it holds. */
  readonly scope: Span;
}

const pattern = /^\s*elbo\s*:\s*ignore(?:\[([^\]]*)\])?/iu;

export function ignoresIn(program: Program): readonly Ignore[] {
  const comments = commentsOf(program).flatMap((comment) => {
    const [matched, list] = pattern.exec(comment.text) ?? [];
    if (matched === undefined) return [];
    const rules = (list ?? '').split(',').map((rule) => rule.trim());
    return [{ comment, rules: rules.filter((rule) => rule !== '') }];
  });
  if (comments.length === 0) return [];
  const statements = [...nodesOf(program)].filter(isStatement);
  return comments.map(({ comment, rules }) => ({
    comment: { from: comment.from, to: comment.to },
    rules,
    scope: scopeOf(program.text, comment, statements),
  }));
}

export function isIgnored({ span, rule }: Finding, { scope, rules }: Ignore): boolean {
  const isThere = span.from < scope.to && scope.from < span.to;
  return isThere && (rules.length === 0 || rules.includes(rule.id) || rules.includes(rule.name));
}

function scopeOf(text: string, comment: Span, statements: readonly Statement[]): Span {
  const first = Math.min(...statements.map(({ from }) => from));
  const line = lineAround(text, comment.from);
  const isAlone = /^\s*(?:#|\/\/|\/\*)/u.test(text.slice(line.from, line.to));
  const isAbove = statements.length > 0 && comment.to <= first;
  // Above the first statement and apart from it: of the file.
  if (isAlone && isAbove && isApart(text, comment, first)) return { from: 0, to: text.length };
  const head = isAlone ? nextAfter(statements, comment.to) : heldBy(text, statements, line);
  if (head?.kind === 'function' || head?.kind === 'class') return { from: head.from, to: head.to };
  if (!isAlone) return head ? hull(line, head) : line;
  return head
    ? { from: head.from, to: isBlock(head) ? lineAround(text, head.from).to : head.to }
    : line;
}

/** A blank line stands between, or the comment is the first line of the file. */
function isApart(text: string, comment: Span, first: number): boolean {
  return (
    /\n\s*\n/u.test(text.slice(comment.to, first)) || !text.slice(0, comment.from).includes('\n')
  );
}

/** The function whose head, or the simple statement, that stands on this line. */
function heldBy(text: string, statements: readonly Statement[], line: Span): Statement | undefined {
  const here = statements.filter(({ from, to }) => from < line.to && line.from < to);
  return (
    here.find(
      (one) => (one.kind === 'function' || one.kind === 'class') && isHead(text, one, line),
    ) ?? here.findLast((one) => !isBlock(one))
  );
}

/** On the lines of `def f(...):`, decorators included. */
function isHead(
  text: string,
  { from, body }: Extract<Statement, { kind: 'function' | 'class' }>,
  line: Span,
): boolean {
  const inside = body[0]?.from ?? from;
  return line.to <= lineAround(text, inside).from || (line.from <= from && inside <= line.to);
}

function isBlock({ kind }: Statement): boolean {
  return ['function', 'class', 'if', 'for', 'block'].includes(kind);
}

function nextAfter(statements: readonly Statement[], offset: number): Statement | undefined {
  return statements
    .filter(({ from }) => from >= offset)
    .toSorted((a, b) => a.from - b.from || b.to - a.to)[0];
}

function lineAround(text: string, offset: number): Span {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return { from, to: end < 0 ? text.length : end };
}

const hull = (a: Span, b: Span): Span => ({
  from: Math.min(a.from, b.from),
  to: Math.max(a.to, b.to),
});
