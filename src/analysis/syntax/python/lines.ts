// Python line by line, for what has to be known before parsing: which lines begin a statement, and where a bracket
// was never closed.

import type { Span } from '../ast.ts';

/** What a line leaves open for the next: brackets, a triple-quoted string, a backslash. */
export interface LineState {
  depth: number;
  quote: string | null;
  continues: boolean;
}

export function follow(line: string, state: LineState): void {
  const tokens = /\\[\s\S]?|"""|'''|["']|#|[([{]|[)\]}]/gu;
  state.continues = false;
  for (const { 0: token, index } of line.matchAll(tokens)) {
    if (token.startsWith('\\')) {
      state.continues = index + token.length >= line.trimEnd().length && token.trim() === '\\';
    } else if (state.quote !== null) {
      if (token === state.quote) state.quote = null;
      else if (token.startsWith(state.quote)) state.quote = null;
    } else if (token === '#') return;
    else if (token.startsWith('"') || token.startsWith("'")) state.quote = token;
    else if ('([{'.includes(token)) state.depth += 1;
    else state.depth = Math.max(0, state.depth - 1);
  }
  // A string in single quotes ends with its line, unless the line goes on.
  if (state.quote?.length === 1 && !state.continues) state.quote = null;
}

export function lineStart(): LineState {
  return { depth: 0, quote: null, continues: false };
}

/** Whether the next line begins a statement, rather than going on with one. */
export function isStatementStart({ depth, quote, continues }: LineState): boolean {
  return depth === 0 && quote === null && !continues;
}

/** No line inside brackets begins like this. */
const certainStatement =
  /^\s*(?:@|(?:async\s+def|assert|break|class|continue|def|del|except|finally|global|import|pass|raise|return|try|while|with)\b|from\s+\S+\s+import\b|(?:if|elif|else|for)\b.*:\s*(?:#.*)?$)/u;
const header = /^\s*(?:async|class|def|elif|else|except|for|if|match|case|try|while|with)\b/u;

/**
 * A bracket not closed yet takes all code below for its content. Blanks the statement it stands in, if code below
 * shows that it ended; `errors` says where. Nothing moves.
 */
export function withoutUnclosed(text: string): { text: string; errors: readonly Span[] } {
  const errors: Span[] = [];
  const state = lineStart();
  let result = '';
  let begin = 0;
  let offset = 0;
  for (const line of text.split('\n')) {
    if (isStatementStart(state)) begin = offset;
    else if (state.depth > 0 && state.quote === null && certainStatement.test(line)) {
      const statement = text.slice(begin, offset);
      if (!header.test(statement)) {
        const from = begin + (statement.length - statement.trimStart().length);
        errors.push({ from, to: begin + statement.trimEnd().length });
        result += text.slice(result.length, begin) + statement.replace(/\S/g, ' ');
      }
      Object.assign(state, lineStart());
      begin = offset;
    }
    follow(line, state);
    offset += line.length + 1;
  }
  return { text: result + text.slice(result.length), errors };
}
