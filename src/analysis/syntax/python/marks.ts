// The marks between words: operators, brackets, commas and their like.

const marks = [
  '+',
  '-',
  '*',
  '/',
  '//',
  '%',
  '**',
  '@',
  '|',
  '^',
  '&',
  '~',
  '<<',
  '>>',
  '<',
  '>',
  '<=',
  '>=',
  '==',
  '!=',
  '<>',
  '=',
  ':=',
  '->',
  '.',
  '...',
  ',',
  ':',
  ';',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
] as const;

export type Mark = (typeof marks)[number] | 'update';

const kinds: ReadonlyMap<string, Mark> = new Map<string, Mark>([
  ...marks.map((mark) => [mark, mark] as const),
  ...'+= -= *= /= //= %= **= @= |= ^= &= <<= >>='
    .split(' ')
    .map((mark) => [mark, 'update'] as const),
]);

/** By its code what most marks are, those of one character. */
const singles = Array.from({ length: 128 }, (_, code) => kinds.get(String.fromCharCode(code)));

const dot = 46;

/** The end of the longest mark that begins at `at`, or of one character that is none. */
export function markEnd(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (next === dot ? text.charCodeAt(at) !== dot : !continues(next)) return at + 1;
  for (const end of [at + 3, at + 2]) {
    if (end <= text.length && kinds.has(text.slice(at, end))) return end;
  }
  return at + 1;
}

/** Whether a mark can go on with it: `*`, `/`, `<`, `=` and `>`. */
function continues(code: number): boolean {
  return code === 42 || code === 47 || (code >= 60 && code <= 62);
}

export function markKind(text: string, from: number, to: number): Mark | undefined {
  return to === from + 1 ? singles[text.charCodeAt(from)] : kinds.get(text.slice(from, to));
}
