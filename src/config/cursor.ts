// What stands at the cursor of half-typed text: the word under it, whether a key or a value belongs there, and
// the text with a placeholder in its place, which the parser can then read.

import type { ConfigFormat, Span } from './problem.ts';

/** No config holds this word, so wherever the tree has it, the cursor is. */
export const placeholder = 'elboCursorHere';

export interface Cursor extends Span {
  readonly role: 'key' | 'value';
  /** Inside braces or brackets, where YAML too separates by commas. */
  readonly isFlow: boolean;
  /** The text with the placeholder instead of the word. */
  readonly filled: string;
  /** A key's `:` is already there. */
  readonly hasColon: boolean;
  /** The value stands right after `:`, with no space. */
  readonly needsSpace: boolean;
  /** Another entry follows without a comma between. */
  readonly needsCommaAfter: boolean;
  /** Where the comma belongs that the entry before lacks; undefined if none is missing. */
  readonly commaBefore: number | undefined;
}

/** Undefined where nothing can be completed: in a comment, or between a value and its comma. */
export function findCursor(text: string, offset: number, format: ConfigFormat): Cursor | undefined {
  const bracket = openBracket(text, offset, format);
  if (bracket === 'comment') return undefined;
  const word = wordAt(text, offset);
  const isFlow = bracket !== 'none';
  const before = text.slice(0, word.start);
  const role = isFlow || format === 'json' ? flowRole(before, bracket) : blockRole(before);
  if (role === undefined) return undefined;
  const after = text.slice(word.end);
  const previous = before.trimEnd();
  const isEntryBefore = isFlow && role === 'key' && !/[{,]$/u.test(previous);
  const needsCommaAfter = isFlow && /^\s*["\w]/u.test(after);
  const hasColon = role === 'key' && /^[ \t]*:/u.test(after);
  const written = writePlaceholder(role, format, hasColon);
  const space = role === 'value' && before.endsWith(':') ? ' ' : '';
  return {
    ...word,
    role,
    isFlow,
    filled: `${previous}${isEntryBefore ? ',' : ''}${before.slice(previous.length)}${space}${written}${needsCommaAfter ? ',' : ''}${after}`,
    hasColon,
    needsSpace: space !== '',
    needsCommaAfter,
    commaBefore: isEntryBefore ? previous.length : undefined,
  };
}

function writePlaceholder(role: 'key' | 'value', format: ConfigFormat, hasColon: boolean): string {
  const word = format === 'json' ? JSON.stringify(placeholder) : placeholder;
  return role === 'key' && !hasColon ? `${word}: 0` : word;
}

/** The word around `offset`, its quotes included. */
function wordAt(text: string, offset: number): Span {
  let start = offset;
  let end = offset;
  while (/[\w.+-]/u.test(text[start - 1] ?? '')) start--;
  while (/[\w.+-]/u.test(text[end] ?? '')) end++;
  const quote = text[start - 1];
  if (quote !== '"' && quote !== "'") return { start, end };
  return { start: start - 1, end: text[end] === quote ? end + 1 : end };
}

/** In a block, a key starts its line and a value follows its key. */
function blockRole(before: string): 'key' | 'value' | undefined {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (/^\s*(?:- +)?$/u.test(line)) return 'key';
  return /^\s*(?:- +)?["']?[\w.+-]+["']?\s*:\s*$/u.test(line) ? 'value' : undefined;
}

function flowRole(before: string, bracket: string): 'key' | 'value' | undefined {
  const previous = before.trimEnd();
  if (previous.endsWith(':')) return 'value';
  if (bracket === '[') return /[[,]$/u.test(previous) ? 'value' : undefined;
  if (bracket !== '{') return undefined;
  // After a complete entry a new line starts the next one, comma or not.
  return /[{,]$/u.test(previous) || before.slice(previous.length).includes('\n')
    ? 'key'
    : undefined;
}

/** The innermost bracket that is open at `offset`; `comment` inside one. */
function openBracket(
  text: string,
  offset: number,
  format: ConfigFormat,
): '{' | '[' | 'none' | 'comment' {
  const open: ('{' | '[')[] = [];
  const token = /"(?:[^"\\\n]|\\.)*"?|(?<![\w])'[^'\n]*'?|(?<=^|\s)#[^\n]*|[{}[\]]/gmu;
  for (const match of text.matchAll(token)) {
    if (match.index >= offset) break;
    const [found] = match;
    if (found === '{' || found === '[') open.push(found);
    else if (found === '}' || found === ']') open.pop();
    else if (found.startsWith('#') && format === 'yaml' && offset <= match.index + found.length) {
      return 'comment';
    }
  }
  return open.at(-1) ?? 'none';
}
