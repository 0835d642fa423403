// What YAML accepts and JSON does not, for `.elbo.json` files: a scan over tokens, in order, since every such
// slip is visible in one token and the one before it.

import type { Problem, Span } from './problem.ts';

type Token = Span & {
  readonly kind: 'string' | 'number' | 'literal' | 'mark' | 'comment' | 'other';
};

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['comment', /\/\/[^\n]*|\/\*[\s\S]*?\*\/|#[^\n]*/uy],
  ['string', /"(?:[^"\\\n]|\\[^\n])*"/uy],
  ['mark', /[{}[\],:]/uy],
  ['number', /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.+-])/uy],
  ['literal', /(?:true|false|null)(?!\w)/uy],
  ['other', /'[^'\n]*'|"[^\n]*|[^\s{}[\],:"'#]+|[\s\S]/uy],
];

function tokenAt(text: string, at: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { kind, start: at, end: at + match[0].length };
  }
  return { kind: 'other', start: at, end: at + 1 };
}

const problem = (span: Span, message: string, fix?: { text: string; title: string }): Problem => ({
  start: span.start,
  end: span.end,
  severity: 'error',
  code: 'strict-json',
  path: '',
  message,
  ...(fix && { replacement: { start: span.start, end: span.end, ...fix } }),
});

/** Every way in which `text` is not JSON that a reader of YAML would let pass. */
export function checkJsonStrictness(text: string): readonly Problem[] {
  const problems: Problem[] = [];
  const white = /\s*/uy;
  const first = tokenAt(text, text.length - text.trimStart().length);
  if (text.trim() !== '' && first.kind !== 'comment' && text[first.start] !== '{') {
    return [problem(first, 'A JSON config is one object. Start it with `{` and end it with `}`.')];
  }
  let previous: Token | null = null;
  for (let at = 0; at < text.length;) {
    white.lastIndex = at;
    at += white.exec(text)?.[0].length ?? 0;
    if (at >= text.length) break;
    const token = tokenAt(text, at);
    const found = checkToken(text, token, previous);
    if (found) problems.push(found);
    if (token.kind !== 'comment') previous = token;
    at = token.end;
  }
  return problems;
}

const isScalar = ({ kind }: Token) => kind === 'string' || kind === 'number' || kind === 'literal';
const endsValue = (token: Token, source: string) => isScalar(token) || /^[}\]]$/u.test(source);
const startsValue = (token: Token, source: string) => isScalar(token) || /^[{[]$/u.test(source);

function checkToken(text: string, token: Token, previous: Token | null): Problem | undefined {
  const source = text.slice(token.start, token.end);
  const before = previous === null ? '' : text.slice(previous.start, previous.end);
  if (token.kind === 'comment') {
    return problem(token, 'JSON has no comments. Remove it, or use a `.elbo.yaml` file.');
  }
  if (token.kind === 'other') return checkWord(token, source);
  if ((source === '}' || source === ']') && before === ',' && previous !== null) {
    return problem(previous, `JSON allows no comma before \`${source}\`. Remove it.`, {
      text: '',
      title: 'Remove the comma',
    });
  }
  if (previous !== null && endsValue(previous, before) && startsValue(token, source)) {
    return problem(token, 'A comma is missing before this. Write `,` after the entry before it.');
  }
  return undefined;
}

function checkWord(token: Span, source: string): Problem {
  if (source.startsWith('"')) {
    return problem(token, 'This string is not closed on its line. Add a closing `"`.');
  }
  const number = Number(source);
  if (!Number.isNaN(number) && Number.isFinite(number)) {
    const text = String(number);
    return problem(token, `JSON does not write numbers like \`${source}\`. Write \`${text}\`.`, {
      text,
      title: `Write ${text}`,
    });
  }
  const text = JSON.stringify(source.replaceAll("'", ''));
  return problem(token, `JSON needs double quotes here. Write \`${text}\`.`, {
    text,
    title: `Write ${text}`,
  });
}
