// Findings as the plain report `elbo-lens check` prints, and the fixes they offer once those have been tried.

import type { Analysis } from '../analysis/analyze.ts';
import { Lines } from '../analysis/features/check.ts';
import { type Check, type Fix, verified } from './fixes/verify.ts';
import type { Edit, Finding, Related } from './rule.ts';

export function findingReports(analysis: Analysis, check: Check) {
  const lines = new Lines(analysis.program.text);
  return check(analysis).map((finding) => findingReport(finding, lines, analysis, check));
}

function findingReport(finding: Finding, lines: Lines, analysis: Analysis, check: Check) {
  const { rule, severity, symbol, message, span, proof, related } = finding;
  const [fix] = fixesOf(analysis, finding, check);
  return {
    rule: rule.id,
    name: rule.name,
    severity,
    symbol,
    ...lines.place(span),
    message,
    ...(related.length > 0 ? { related: related.map((one) => relatedReport(one, lines)) } : {}),
    ...(fix ? { fix: { title: fix.title, safe: fix.isSafe, changes: fix.changes } } : {}),
    ...(proof === undefined ? {} : { proof }),
  };
}

function relatedReport({ span, source, message }: Related, lines: Lines) {
  return source
    ? { ...new Lines(source.program.text).place(span), path: source.path, message }
    : { ...lines.place(span), message };
}

/** Those that hold what they promise; the same one under two titles once. */
export function fixesOf(analysis: Analysis, finding: Finding, check: Check): readonly Fix[] {
  const results = new Set<string>();
  return finding
    .fixes()
    .flatMap((draft) => verified(analysis, finding, draft, check) ?? [])
    .filter(({ result }) => !results.has(result) && results.add(result));
}

/** What all safe fixes together edit, each finding by its first; those that meet another are left for the next time. */
export function safeFixes(
  analysis: Analysis,
  findings: readonly Finding[],
  check: Check,
): { readonly edits: readonly Edit[]; readonly count: number } {
  const edits: Edit[] = [];
  let count = 0;
  for (const finding of findings) {
    const fix = fixesOf(analysis, finding, check).find(({ isSafe }) => isSafe);
    if (!fix || fix.edits.some((edit) => edits.some((other) => meet(edit, other)))) continue;
    edits.push(...fix.edits);
    count += 1;
  }
  return { edits, count };
}

const meet = (a: Edit, b: Edit): boolean => a.from <= b.to && b.from <= a.to;
