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
  const entries = [
    ...report.losses.map(lossEntry),
    ...report.terms.map(termEntry),
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

function lossEntry(loss: LossReport): Entry {
  const [reading = '', ...details] = lossLines(loss);
  // The span of a loss is its function; one line of it is enough.
  return { place: loss, heading: `loss ${loss.symbol}: ${reading}`, details };
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
