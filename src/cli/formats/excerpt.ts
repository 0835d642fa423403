// A source line with carets below it, as a terminal shows it: tabs widened, long lines cut around the place, and
// control characters made visible, since source code must not steer a terminal.

import type { Place } from '../report.ts';

const columns = 100;
const before = 30;

/** Control characters and those that turn the writing direction, as one visible sign. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F\p{Cs}]/gu, '\u{FFFD}');
}

/** Two lines: the code with its number, the carets. Empty if the text has no such line. */
export function excerpt(lines: readonly string[], place: Place): string {
  const line = lines[place.startLine - 1]?.replace(/\r$/u, '');
  if (line === undefined) return '';
  const isOneLine = place.endLine === place.startLine;
  const from = place.startColumn - 1;
  const to = isOneLine ? place.endColumn - 1 : line.trimEnd().length;
  const cut = from + before > columns ? from - before : 0;
  const shown = line.slice(cut, cut + columns);
  const head = expand(line.slice(cut, from));
  const marked = expand(line.slice(from, Math.min(to, cut + columns)));
  const number = String(place.startLine).padStart(5);
  const start = cut > 0 ? '…' : '';
  const end = cut + columns < line.length ? '…' : '';
  const carets = '^'.repeat(Math.max(1, width(marked)));
  const more = isOneLine ? '' : ` to line ${place.endLine}`;
  return [
    `${number} | ${start}${expand(shown)}${end}`,
    `${' '.repeat(number.length)} | ${' '.repeat(start.length + width(head))}${carets}${more}`,
    '',
  ].join('\n');
}

function expand(text: string): string {
  return printable(text.replaceAll('\t', '    '));
}

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF01-\uFF60]|\p{Emoji_Presentation}/u;

/** Terminal cells: marks take none, ideographs two. */
function width(text: string): number {
  let cells = 0;
  for (const character of text) {
    if (!/\p{M}/u.test(character)) cells += wide.test(character) ? 2 : 1;
  }
  return cells;
}
