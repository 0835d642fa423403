// What a rule says, as a page of Markdown: the same for the documentation, the terminal and the editor.

import { toUnicode } from '../elbo/expr/unicode.ts';
import type { Examples, Invalid, Rule } from './rule.ts';

/** `ELBO301-recon-mean-kl-sum.md` */
export const pageName = ({ id, name }: Rule): string => `${id}-${name}.md`;

export function rulePage(rule: Rule, { invalid, traps }: Examples): string {
  const { id, name, severity, what, why, instead, quantity, needs, sources } = rule;
  const section = (title: string, text: string): string => `## ${title}\n\n${text}`;
  return [
    `# ${id} ${name}`,
    `${what} Severity: ${severity}.`,
    section('Why', why),
    section('Instead', instead),
    ...(quantity
      ? [section('The number', `${quantity.name} = ${toUnicode(quantity.formula)}`)]
      : []),
    ...(invalid.length > 0 ? [section('Examples', invalid.map(exampleText).join('\n\n'))] : []),
    ...(traps.length > 0 ? [section('Where it is right', traps.map(trapText).join('\n\n'))] : []),
    ...(needs === null ? [] : [section('What it needs to know', needs)]),
    ...(sources.length > 0
      ? [section('Sources', sources.map((one) => `- ${one}`).join('\n'))]
      : []),
    section(
      'To switch it off',
      `\`# elbo: ignore[${id}] reason\` on the line or at the head of the function, \`${id} = "off"\` under \`[rules]\` in \`elbo-lens.toml\`, or the setting \`elboLens.rules\`.`,
    ),
    '',
  ].join('\n\n');
}

function exampleText({ framework, code, twin: [before, after] }: Invalid): string {
  return `${framework}:\n\n${fenced(framework, code)}\n\nNothing is reported ${
    after === ''
      ? `without ${inline(before)}`
      : `with ${inline(after)} in place of ${inline(before)}`
  }.`;
}

function trapText({ why, framework, code }: Examples['traps'][number]): string {
  return `${why[0]?.toUpperCase() ?? ''}${why.slice(1)} (${framework}):\n\n${fenced(framework, code)}`;
}

function fenced(framework: string, code: string): string {
  const language = /TensorFlow\.js|TypeScript|JavaScript/u.test(framework) ? 'ts' : 'python';
  return `<!-- prettier-ignore -->\n\`\`\`${language}\n${code.trim()}\n\`\`\``;
}

const inline = (code: string): string => `\`${code.replaceAll(/\s+/gu, ' ').trim()}\``;

/** The list of all rules. */
export function rulesPage(rules: readonly Rule[]): string {
  const rows = rules.map(
    (rule) =>
      `| [${rule.id}](${pageName(rule)}) | ${rule.name} | ${rule.severity} | ${rule.what} |`,
  );
  return `# Rules

What ELBO Lens finds in loss code. An error is provable, and proves itself; a warning is wrong for almost any intent; an
information is a number worth knowing; a hint is worth a look. No weight of a KL is ever called wrong: its number is told.

| id | name | severity | what |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
