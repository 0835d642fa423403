// For people: each term, loss and finding with its place, its source line and what it amounts to.

import type { CheckedFile, Finding, LossReport, Place, TermReport } from '../report.ts';
import { excerpt, printable } from './excerpt.ts';
import type { Formatter } from './formatter.ts';
import { lossLines, termLines } from './words.ts';
import { summaryOf } from './totals.ts';

/** A heading, and lines that go below the source. */
interface Entry {
  readonly place: Place;
  readonly heading: string;
  readonly details: readonly string[];
}

export function textFormat(): Formatter {
  return {
    holdsProblems: false,
    begin: () => '',
    file: fileText,
    problem: () => '',
    end: (totals) => `${summaryOf(totals)}\n`,
  };
}

function fileText({ report, text }: CheckedFile): string {
  const totals = new Set(report.losses.map((loss) => totalOf(loss, report.terms)));
  const entries = [
    ...report.losses.map((loss) => lossEntry(loss, totalOf(loss, report.terms))),
    ...report.terms.filter((term) => !totals.has(term)).map(termEntry),
    ...report.findings.map(findingEntry),
  ];
  if (entries.length === 0) return '';
  const lines = text.split('\n');
  const path = printable(report.path);
  return entries
    .toSorted((a, b) => a.place.startLine - b.place.startLine)
    .map(({ place, heading, details }) => {
      const where = `${path}:${place.startLine}:${place.startColumn}`;
      const below = details.map((detail) => `        ${printable(detail)}\n`).join('');
      return `${where}: ${printable(heading)}\n${excerpt(lines, place)}${below}\n`;
    })
    .join('');
}

function termEntry(term: TermReport): Entry {
  return { place: term, heading: term.summary, details: termLines(term) };
}

function lossEntry(loss: LossReport, total: TermReport | undefined): Entry {
  const [reading = '', ...details] = lossLines(loss);
  const kind = total ? termLines(total) : [];
  return {
    place: loss,
    heading: `loss ${loss.symbol}: ${reading}`,
    details: [...kind, ...details],
  };
}

/** The term that says of which kind a loss is: one entry tells both. */
function totalOf(loss: LossReport, terms: readonly TermReport[]): TermReport | undefined {
  return terms.find(
    ({ term, startLine, startColumn }) =>
      term === 'elbo_total' && startLine === loss.startLine && startColumn === loss.startColumn,
  );
}

function findingEntry(finding: Finding): Entry {
  const { rule, name, severity, message, proof, fix } = finding;
  return {
    place: finding,
    heading: `${severity} ${rule} ${name}: ${message}`,
    details: [
      ...(proof === undefined ? [] : [`Proof: ${proof}`]),
      ...(fix ? [`Fix: ${fix.title}${fix.safe ? '' : ' (changes the value)'}`] : []),
    ],
  };
}
