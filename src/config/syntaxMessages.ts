// The YAML parser's error codes in words of ours: what is wrong here, and what to write instead.

import type { Problem, Span } from './problem.ts';

/** What the parser says, as far as it is used here. */
interface ParserError {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

const messages: Readonly<Record<string, string>> = {
  BAD_ALIAS:
    'This alias points to no anchor. Write the value out, or define it above with `&name`.',
  BAD_DQ_ESCAPE: 'Unknown escape after a backslash in this string. Write `\\\\` for a backslash.',
  BAD_INDENT:
    'This line is indented differently from its neighbours. Use the same two spaces as they do.',
  BAD_SCALAR_START: 'A value cannot start with this character. Put it in quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'Two keys on one line. Put the second on a line of its own, indented below.',
  BLOCK_IN_FLOW:
    'Inside brackets entries are separated by commas, not by lines. Close the bracket first.',
  MISSING_CHAR:
    'Something is missing here: a closing bracket, brace or quote, a comma, or `:` after a key.',
  MULTILINE_IMPLICIT_KEY: 'This line has no `:`. Write `key: value`.',
  MULTIPLE_DOCS: 'A second document starts here. A config is one document: remove the `---`.',
  NON_STRING_KEY: 'A key must be a word.',
  RESOURCE_EXHAUSTION:
    'This file is nested too deeply to be read. A config is at most five levels deep.',
  TAB_AS_INDENT: 'YAML does not allow tabs for indentation. Use two spaces a level.',
  TAG_RESOLVE_FAILED: 'YAML tags such as `!name` mean nothing in a config. Remove the tag.',
  UNEXPECTED_TOKEN:
    'This is not expected here. Look for a missing comma, quote, bracket or `:` just before.',
};

/** One code of the parser covers many slips; its own words tell them apart. */
const details: readonly (readonly [RegExp, string])[] = [
  [/need to be followed by map values/u, 'This line has no `:`. Write `key: value`.'],
  [/end with an? \]/u, 'This list is not closed. Add `]`.'],
  [/end with an? \}/u, 'This section is not closed. Add `}`.'],
  [/Missing closing ['"]quote/u, 'This text is not closed. Add the closing quote.'],
  [/Missing , between/u, 'A comma is missing between these entries.'],
  [/Missing , or : between/u, 'A comma or a colon is missing between these entries.'],
  [/Missing space after :/u, 'Put a space after the colon.'],
  [/Comments must be separated/u, 'Put a space before `#` to start a comment.'],
  [/Sequence item without -/u, 'Each entry of this list starts with `- `.'],
  [
    /Nested mappings/u,
    'A second `:` inside one value. Put each key on its own line, indented like its neighbours.',
  ],
];

/** What is missing has no width; the last character before it shows where. */
function visibleSpan(text: string, at: number): Span {
  const end = text.slice(0, at).trimEnd().length;
  return { start: Math.max(0, end - 1), end };
}

export function explainSyntaxError(text: string, error: ParserError): Problem {
  const detail = details.find(([pattern]) => pattern.test(error.message))?.[1];
  const [from, to] = error.pos;
  const start = Math.max(0, Math.min(from, text.length));
  const end = Math.max(start, Math.min(to, text.length));
  return {
    ...(start === end ? visibleSpan(text, start) : { start, end }),
    severity: error.name === 'YAMLWarning' ? 'warning' : 'error',
    code: 'syntax',
    path: '',
    message: detail ?? messages[error.code] ?? `${error.message}.`,
  };
}
