// Lines that can only begin a statement. One of them inside brackets shows that a bracket above was never closed.
// Each of these tests is certain: no line that goes on with an expression passes it.

import {
  afterBreak,
  afterSpaces,
  columnAfter,
  isDigit,
  isNamePart,
  isNameStart,
  isSpace,
  lineEnd,
} from './characters.ts';

/** Keywords that no expression holds. */
const statementKeyword =
  /(?:(?:assert|break|class|continue|def|del|elif|except|finally|global|import|nonlocal|pass|raise|return|try|while|with)(?![\w\u0080-\uFFFF])|async\s+(?:def|with)\b|else\s*:|from\s+[\w.]+\s+import\b)/y;

/** `if` and `for` stand in expressions too, but not so. */
const header = /(?:if|for)\b(?![^\n\r]*\belse\b)[^\n\r]*:[^\S\n\r]*(?:#[^\n\r]*)?(?=[\n\r]|$)/y;

/** Words that stand between two operands, or before one. */
const operators = new Set(
  'and as async await else for from if in is lambda not or yield'.split(' '),
);

/** How many decorators are looked through for what they decorate. */
const maximumDecorators = 20;

const at = 64;

export function isStatementKeyword(text: string, lineStart: number): boolean {
  statementKeyword.lastIndex = afterSpaces(text, lineStart);
  return statementKeyword.test(text);
}

/**
 * Whether the line, inside a bracket opened by a statement that is indented by `indent`, begins another statement. The
 * code above it ends at `codeBefore`.
 */
export function beginsStatement(
  text: string,
  lineStart: number,
  indent: number,
  codeBefore: number,
): boolean {
  const start = afterSpaces(text, lineStart);
  const code = text.charCodeAt(start);
  if (!isNameStart(code) && !isDigit(code) && code !== at) return false;
  if (isStatementKeyword(text, lineStart)) return true;
  if (columnOf(text, lineStart) > indent) return false;
  if (code === at) return isDecorator(text, lineStart);
  return isHeader(text, start) || (endsOperand(text, codeBefore) && beginsOperand(text, start));
}

function columnOf(text: string, lineStart: number): number {
  let column = 0;
  for (let next = lineStart; isSpace(text.charCodeAt(next)); next += 1) {
    column = columnAfter(column, text.charCodeAt(next));
  }
  return column;
}

/** `@` multiplies matrices too: what counts is the `def` or `class` that follows. */
function isDecorator(text: string, lineStart: number): boolean {
  let line = lineStart;
  for (let count = 0; count < maximumDecorators; count += 1) {
    const code = text.charCodeAt(afterSpaces(text, line));
    if (code !== at)
      return /^\s*(?:async\s+def|def|class)\b/u.test(text.slice(line, lineEnd(text, line)));
    line = afterBreak(text, lineEnd(text, line));
  }
  return false;
}

function isHeader(text: string, start: number): boolean {
  header.lastIndex = start;
  if (!header.test(text)) return false;
  const line = text.slice(start, header.lastIndex);
  return count(line, /[([{]/gu) === count(line, /[)\]}]/gu);
}

function count(line: string, pattern: RegExp): number {
  return line.match(pattern)?.length ?? 0;
}

function endsOperand(text: string, end: number): boolean {
  const last = text.charCodeAt(end - 1);
  if (!isNamePart(last)) return ')]}"\''.includes(text.charAt(end - 1));
  let start = end;
  while (start > 0 && isNamePart(text.charCodeAt(start - 1))) start -= 1;
  return !operators.has(text.slice(start, end));
}

/** A string is none of these: it joins the one before it. */
function beginsOperand(text: string, start: number): boolean {
  let end = start;
  while (isNamePart(text.charCodeAt(end))) end += 1;
  const next = text.charAt(end);
  return next !== '"' && next !== "'" && !operators.has(text.slice(start, end));
}
