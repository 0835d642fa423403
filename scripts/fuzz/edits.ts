// Seeded edits of loss code as people and accidents make them: characters, tokens and lines removed, doubled,
// moved and put in from elsewhere. Every state on the way is a text the analysis must answer about.

import { createRandom, type Random } from '../../src/elbo/random.ts';

const tokens = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ':',
  ',',
  '.',
  '=',
  '==',
  '+',
  '-',
  '*',
  '**',
  '/',
  '//',
  '@',
  '->',
  '=>',
  '\n',
  '\n    ',
  '\t',
  '"',
  "'",
  '"""',
  '`',
  '#',
  '//',
  '/*',
  '\\',
  '\u000C',
  '\u0000',
  '\uD83D',
  'é',
  'mu',
  'logvar',
  'self',
  'self.kl',
  'lambda x:',
  'def f(x):\n    return x\n',
  'class A(A):\n',
  'return',
  'yield',
  'await',
  'for x in x:',
  'while True:',
  'if x:',
  'else',
  'torch.sum(',
  '.sum(-1)',
  '.mean()',
  'Normal(mu, std)',
  '.log_prob(z)',
  'kl_divergence(q, p)',
  '0',
  '1e999',
  '1e-8',
  '0x',
  '-0.5',
  'f(',
  'f = f\n',
  'a, *b = ',
  '...',
  'None',
] as const;

/** The states a text goes through: `count` edits, begun again from the text after every `run` of them. */
export function* editedTexts(
  text: string,
  seed: number,
  count: number,
  run = 12,
): Generator<string> {
  const random = createRandom(seed);
  let current = text;
  for (let index = 0; index < count; index += 1) {
    if (index % run === 0) current = text;
    current = edited(current, random);
    yield current;
  }
}

function edited(text: string, random: Random): string {
  const from = at(random, text.length + 1);
  const to = Math.min(text.length, from + 1 + at(random, random.uniform() < 0.8 ? 4 : 60));
  switch (at(random, 5)) {
    case 0:
      return text.slice(0, from) + text.slice(to);
    case 1:
      return text.slice(0, from) + (tokens[at(random, tokens.length)] ?? '') + text.slice(from);
    case 2:
      return text.slice(0, from) + (tokens[at(random, tokens.length)] ?? '') + text.slice(to);
    case 3:
      return text.slice(0, to) + text.slice(from, to) + text.slice(to);
    default: {
      const part = text.slice(from, to);
      const rest = text.slice(0, from) + text.slice(to);
      const place = at(random, rest.length + 1);
      return rest.slice(0, place) + part + rest.slice(place);
    }
  }
}

function at(random: Random, length: number): number {
  return Math.floor(random.uniform() * length);
}
