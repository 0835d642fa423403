// Keywords, among all words.

const keywords = [
  'False',
  'None',
  'True',
  'and',
  'as',
  'assert',
  'await',
  'break',
  'class',
  'continue',
  'def',
  'del',
  'elif',
  'else',
  'except',
  'finally',
  'for',
  'from',
  'global',
  'if',
  'import',
  'in',
  'is',
  'lambda',
  'nonlocal',
  'not',
  'or',
  'pass',
  'raise',
  'return',
  'try',
  'while',
  'with',
  'yield',
] as const;

/** Keywords only where a statement begins, and names everywhere else. */
const softKeywords = ['match', 'case', 'type'] as const;

/** `async` is one before these alone; old code has it as a name. */
const asynchronous = /async\s+(?:def|for|with)\b/y;

export type Keyword = (typeof keywords)[number] | (typeof softKeywords)[number] | 'async';

const kinds: ReadonlyMap<string, Keyword> = new Map(
  [...keywords, ...softKeywords].map((word) => [word, word] as const),
);

const longest = 8;

/** Which keyword the word is that begins at `at`. */
export function keywordAt(text: string, at: number, word: string): Keyword | undefined {
  if (word.length > longest) return undefined;
  if (word !== 'async') return kinds.get(word);
  asynchronous.lastIndex = at;
  return asynchronous.test(text) ? word : undefined;
}
