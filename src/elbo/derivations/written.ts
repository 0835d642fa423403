// A derivation as a text of its own, in Markdown with LaTeX or in LaTeX: every line with its reason, what it drops, its
// checked value, the code it ends in, and where it is published.

import { formatCheck } from '../format.ts';
import type { Source } from '../families/family.ts';
import { sourceText } from '../families/words.ts';
import { type Line, linesOf, plainStyle } from './lines.ts';
import type { CodeLine, Told, ToldStep } from './told.ts';

/** The value of a line, and what it drops, where they have been computed. */
export interface LineValue {
  readonly value: number;
  readonly dropped: number | null;
  readonly gap: number | null;
}

export interface Writing {
  readonly told: Told;
  readonly steps: readonly ToldStep[];
  /** One for each line; none: no values are written. */
  readonly values: readonly LineValue[];
  /** What the values were computed of: `2 data, D = 784`. */
  readonly checkedOn: string;
  /** What the code amounts to, or the derivation's conclusion. */
  readonly conclusion: string;
}

interface WrittenLine {
  readonly latex: string;
  readonly why: string;
  readonly value: string;
  readonly code: CodeLine | null;
}

function writtenLines({ told, steps, values }: Writing): readonly WrittenLine[] {
  return linesOf(told.subject, steps, plainStyle).map((line, at) => {
    const step = at === 0 ? undefined : steps[at - 1];
    return {
      latex: latexOf(line),
      why: step ? whyOf(step) : '',
      value: values[at] ? valueOf(values[at]) : '',
      code: step?.code ?? null,
    };
  });
}

const latexOf = ({ left, latex, beside }: Line): string =>
  [left, latex, ...(beside === '' ? [] : [`\\qquad ${beside}`])].join(' ').trim();

function whyOf({ why, change, source }: ToldStep): string {
  const effect = change.kind === 'dropped' ? ` ${change.effect}` : '';
  return `${why}${effect}${source === null ? '' : ` (${citation(source)})`}`;
}

const citation = ({ authors, year, locator }: Source): string =>
  [authors.split(',')[0], year, locator].filter((part) => part !== undefined).join(', ');

const valueOf = ({ value, dropped, gap }: LineValue): string =>
  [
    formatCheck(value),
    ...(dropped === null ? [] : [`without ${formatCheck(dropped)} nats`]),
    ...(gap === null ? [] : [`with a gap of ${formatCheck(gap)} nats`]),
  ].join(', ');

/** Sources of the derivation and of its steps, each once. */
function sourcesOf({ told, steps }: Writing): readonly string[] {
  const all = [...told.sources, ...steps.flatMap(({ source }) => source ?? [])];
  return [...new Set(all.map(sourceText))];
}

export function toMarkdown(writing: Writing): string {
  const { told, checkedOn, conclusion, values } = writing;
  const lines = writtenLines(writing).flatMap((line, at) => markdownOf(line, at + 1));
  return [
    `# ${told.title}`,
    '',
    told.question,
    '',
    ...(values.length > 0 ? [`Values are nats per datum, on ${checkedOn}.`, ''] : []),
    ...lines,
    conclusion,
    '',
    ...sourcesOf(writing).map((source) => `- ${source}`),
    '',
  ].join('\n');
}

function markdownOf({ latex, why, value, code }: WrittenLine, number: number): readonly string[] {
  const words = [why, value === '' ? '' : `Value: ${value}.`].filter((text) => text !== '');
  return [
    `${number}. ${words.join(' ')}`.trimEnd(),
    '',
    ...displayed(latex),
    ...(code === null ? [] : ['', `   ${code.where}: ${codeSpan(code.text)}`]),
    '',
  ];
}

const displayed = (latex: string): readonly string[] => ['   $$', `   ${latex}`, '   $$'];

/** With more backticks around it than it has. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return `${ticks}${space}${text}${space}${ticks}`;
}

export function toLatexText(writing: Writing): string {
  const { told, conclusion, checkedOn, values } = writing;
  const lines = writtenLines(writing).flatMap(latexItem);
  return [
    '% Needs amsmath, amssymb and cancel.',
    `\\paragraph{${escaped(told.title)}} ${escaped(told.question)}`,
    ...(values.length > 0 ? [`Values are nats per datum, on ${escaped(checkedOn)}.`] : []),
    '\\begin{enumerate}',
    ...lines,
    '\\end{enumerate}',
    escaped(conclusion),
    ...sourcesOf(writing).map((source) => `% ${source}`),
    '',
  ].join('\n');
}

const latexItem = ({ latex, why, value, code }: WrittenLine): readonly string[] => [
  '\\item',
  ...(why === '' ? [] : [escaped(why)]),
  `\\[ ${latex} \\]`,
  ...(value === '' ? [] : [`Value: $${inMath(value)}.`]),
  ...(code === null ? [] : [`${escaped(code.where)}: \\texttt{${escaped(code.text)}}`]),
];

/** A printed number: its words are text. */
const inMath = (value: string): string => {
  const [number = '', rest] = value.split(', ');
  const plain = number.replaceAll('\u2212', '-').replaceAll('\u202f', '\\,');
  return `${plain}$${rest === undefined ? '' : `, ${escaped(rest)}`}`;
};

const special: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
};

/** Letters and signs that plain LaTeX text has no glyph for. */
const symbols: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u202f': ' ',
  '\u00bd': '1/2',
  '\u00b2': '2',
  '\u2032': "'",
  '\u221a': 'sqrt',
  '\u221e': 'infinity',
  '\u2265': '>=',
  '\u2264': '<=',
  '\u00d7': 'x',
};

const greek =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho _ sigma tau upsilon phi chi psi omega'.split(
    ' ',
  );

const escaped = (text: string): string =>
  text
    .replaceAll(/[\\^~#$%&_{}]/gu, (one) => special[one] ?? `\\${one}`)
    .replaceAll(
      /[\u2212\u202f\u00bd\u00b2\u2032\u221a\u221e\u2265\u2264\u00d7]/gu,
      (one) => symbols[one] ?? one,
    )
    .replaceAll(/[\u03b1-\u03c9]/gu, (one) => `$\\${greek[one.charCodeAt(0) - 0x3b1] ?? ''}$`);
