// `elbo-lens rules` and `elbo-lens explain ELBO301`: what the pages of the documentation say, in the terminal.

import { findNearest } from '../config/nearest.ts';
import { rulePage } from '../lint/explain.ts';
import { examples } from '../lint/rules/examples.ts';
import { rules } from '../lint/rules/index.ts';

/** One line for each rule. */
export function rulesText(): string {
  const width = Math.max(...rules.map(({ name }) => name.length));
  const lines = rules.map(
    ({ id, name, severity, what }) =>
      `${id}  ${name.padEnd(width)}  ${severity.padEnd('information'.length)}  ${plain(what)}`,
  );
  return `${lines.join('\n')}\n`;
}

/** The page of a rule, by its number or its name. */
export function explanation(
  asked: string,
): { readonly text: string } | { readonly complaint: string } {
  const key = /^\d{3}$/u.test(asked) ? `ELBO${asked}` : asked;
  const rule = rules.find(
    ({ id, name }) => id.toLowerCase() === key.toLowerCase() || name === key.toLowerCase(),
  );
  if (rule)
    return { text: plain(rulePage(rule, examples.get(rule.id) ?? { invalid: [], traps: [] })) };
  const nearest = findNearest(
    key,
    rules.flatMap(({ id, name }) => [id, name]),
  );
  const advice = nearest ? `Did you mean ${nearest}?` : 'elbo-lens rules lists them.';
  return { complaint: `There is no rule ${asked}. ${advice}` };
}

/** Without links and marks that are for a renderer. */
function plain(markdown: string): string {
  return markdown
    .replaceAll('<!-- prettier-ignore -->\n', '')
    .replaceAll(/\[(ELBO\d+)\]\([^)]*\)/gu, '$1');
}
