// Programs whose lines say what they are: `#! kl logvar mean,sum beta` at the end of a line names, in any order,
// fields of the one term that begins there (`;` between several); `#! beta = 4*D` gives the effective weight of the
// KL of the loss that ends its function there. Lines without a mark begin no term.

import { strict as assert } from 'node:assert';
import { analyze, type Analysis } from '../../../src/analysis/analyze.ts';
import { fileReport } from '../../../src/analysis/features/check.ts';
import type { Language } from '../../../src/analysis/syntax/ast.ts';

type Report = ReturnType<typeof fileReport>;
type TermReport = Report['terms'][number];

const mark = /(?:#|\/\/)! ?(.*)$/u;

/** Asserts that exactly the marked terms and weights are reported. */
export function checkProgram(text: string, language: Language = 'python'): Analysis {
  const analysis = analyze(text.replaceAll(/ *(?:#|\/\/)!.*$/gmu, ''), language);
  const report = fileReport('program', analysis);
  const lines = text.split('\n');
  const problems = lines.flatMap((line, index) => lineProblems(line, index + 1, report));
  assert.equal(problems.join('\n'), '', `${problems.join('\n')}\n\n${text}`);
  return analysis;
}

function lineProblems(line: string, number: number, report: Report): readonly string[] {
  const wanted = (mark.exec(line)?.[1] ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const beta = wanted.find((part) => part.startsWith('beta ='))?.slice(6);
  const kinds = wanted.filter((part) => !part.startsWith('beta ='));
  const here = report.terms.filter(
    (term) => term.startLine === number && term.certainty !== 'hint',
  );
  const missing = kinds.filter((want) => !here.some((term) => says(term, want)));
  const extra = here.filter((term) => !kinds.some((want) => says(term, want)));
  const loss = report.losses.find(
    ({ startLine, endLine }) => startLine <= number && number <= endLine,
  );
  return [
    ...missing.map((want) => `line ${number}: wanted ${want}`),
    ...extra.map((term) => `line ${number}: got ${describe(term)}`),
    ...(beta === undefined || sameFormula(beta, loss?.effectiveBeta?.formula)
      ? []
      : [`line ${number}: wanted beta ${beta}, got ${loss?.effectiveBeta?.formula ?? 'none'}`]),
  ];
}

function wordsOf(term: TermReport): readonly string[] {
  const { batch, features } = term.reduction;
  return [
    term.term,
    term.family,
    term.param ?? 'na',
    `${batch},${features}`,
    term.weight,
    term.sign,
    term.certainty,
    ...('scale' in term ? [`x${term.scale ?? ''}`] : []),
  ];
}

function describe(term: TermReport): string {
  return wordsOf(term).join(' ');
}

function says(term: TermReport, want: string): boolean {
  const words = wordsOf(term);
  return want.split(/\s+/u).every((word) => words.includes(word));
}

/** Equal as functions of their symbols: at three places, to twelve digits. */
export function sameFormula(a: string, b: string | undefined): boolean {
  if (b === undefined) return false;
  return [1, 2, 3].every((seed) => {
    const [p, q] = [valueOf(a, seed), valueOf(b, seed)];
    return Math.abs(p - q) <= 1e-12 * Math.abs(p);
  });
}

/** A symbol stands for a number of its own. */
function numberFor(name: string, seed: number): number {
  let hash = 7;
  for (let i = 0; i < name.length; i += 1)
    hash = (hash * 31 + name.charCodeAt(i) + seed * 7919) % 9973;
  return 1.5 + (hash % 997) / 331;
}

const functions: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt,
  log: Math.log,
  exp: Math.exp,
};

/** Plain arithmetic: + - * / ^, brackets, sqrt, log, exp, names and numbers. */
function valueOf(formula: string, seed: number): number {
  const parts = formula.match(/[A-Za-z_][\w.]*|\d[\d.]*(?:e[-+]?\d+)?|[-+*/^()]/giu) ?? [];
  let at = 0;
  const atom = (): number => {
    const part = parts[at] ?? '';
    at += 1;
    if (part === '-') return -power();
    if (part === '(') {
      const inner = sum();
      at += 1;
      return inner;
    }
    const fn = functions[part];
    if (fn) return fn(atom());
    return /^\d/u.test(part) ? Number(part) : numberFor(part, seed);
  };
  const power = (): number => {
    const base = atom();
    if (parts[at] !== '^') return base;
    at += 1;
    return base ** power();
  };
  const product = (): number => {
    let value = power();
    while (parts[at] === '*' || parts[at] === '/') {
      at += 1;
      value = parts[at - 1] === '*' ? value * power() : value / power();
    }
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (parts[at] === '+' || parts[at] === '-') {
      at += 1;
      value = parts[at - 1] === '+' ? value + product() : value - product();
    }
    return value;
  };
  return sum();
}
