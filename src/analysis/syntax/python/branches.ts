// `if` and `match` as chains of branches, so that what one branch returns does not hide the next.

import type { Expression, Statement } from '../ast.ts';
import { body, readBody } from './bodies.ts';
import { tuple } from './lists.ts';
import type { Parser } from './parser.ts';

interface Branch {
  readonly from: number;
  /** What its test assigns by `:=`. */
  readonly before: readonly Statement[];
  /** Null where the branch is always taken. */
  readonly test: Expression | null;
  readonly body: readonly Statement[];
}

/** Each branch lies in the one before it, and all end with the last. */
function chain(branches: readonly Branch[], to: number): readonly Statement[] {
  let otherwise: readonly Statement[] = [];
  for (const { from, before, test, body } of branches.toReversed()) {
    otherwise = test ? [...before, { kind: 'if', test, body, otherwise, from, to }] : body;
  }
  return otherwise;
}

export function ifStatement(p: Parser, into: Statement[]): void {
  const { depth } = p;
  const branches: Branch[] = [];
  do readBranch(p, branches);
  while (p.kind === 'elif');
  if (p.kind === 'else') readBranch(p, branches);
  p.depth = depth;
  into.push(...chain(branches, p.end));
}

function readBranch(p: Parser, into: Branch[]): void {
  if (p.goDeeper()) into.push(branch(p));
  else p.skipBlock();
}

/** One that begins at `if`, `elif` or `else`. */
function branch(p: Parser): Branch {
  const { from, kind } = p;
  const before: Statement[] = [];
  p.next();
  p.bound = before;
  const test = kind === 'else' ? null : p.expression();
  return { from, before, test, body: body(p) };
}

/** `match` is a keyword only before a subject and a colon. */
export function isMatch(p: Parser): boolean {
  return p.kind === 'match' && p.isFirst && p.leadsItem && p.leadsBody;
}

export function matchStatement(p: Parser, into: Statement[]): void {
  const { depth, from } = p;
  p.next();
  const subject = tuple(p);
  const clauses: Branch[] = [];
  const others: Statement[] = [];
  readBody(p, () => {
    if (p.kind !== 'case' || !p.leadsItem) p.statement(others);
    else if (p.goDeeper()) clauses.push(clause(p, subject));
    else p.skipBlock();
  });
  p.depth = depth;
  into.push({ kind: 'block', body: [...others, ...chain(clauses, p.end)], from, to: p.end });
}

/** What a pattern binds is not followed; a lone name matches all. */
function clause(p: Parser, subject: Expression): Branch {
  const { from } = p;
  p.next();
  const matchesAll = p.isName && p.following === ':';
  const start = p.from;
  while (p.kind !== 'if' && p.kind !== ':' && !p.isLineEnd) p.skip();
  const span = { from: start, to: p.end };
  const test: Expression | null = matchesAll
    ? null
    : { kind: 'logic', operator: 'case', operands: [subject], ...span };
  p.bound = null;
  if (p.take('if')) p.expression();
  return { from, before: [], test, body: body(p) };
}
