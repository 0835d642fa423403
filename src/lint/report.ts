// Findings as the plain report `elbo-lens check` prints.

import type { Analysis } from '../analysis/analyze.ts';
import { Lines } from '../analysis/features/check.ts';
import { verified, type Check, type Fix } from './fixes/verify.ts';
import type { Finding } from './rule.ts';

export function findingReports(analysis: Analysis, check: Check) {
  const lines = new Lines(analysis.program.text);
  return check(analysis).map((finding) => {
    const { rule, severity, symbol, message, span, proof, related } = finding;
    const [fix] = fixesOf(analysis, finding, check);
    return {
      rule: rule.id,
      name: rule.name,
      severity,
      symbol,
      ...lines.place(span),
      message,
      ...(related.length === 0
        ? {}
        : {
            related: related.map((one) => ({
              ...(one.source ? new Lines(one.source.program.text) : lines).place(one.span),
              ...(one.source ? { path: one.source.path } : {}),
              message: one.message,
            })),
          }),
      ...(fix ? { fix: { title: fix.title, safe: fix.isSafe, changes: fix.changes } } : {}),
      ...(proof === undefined ? {} : { proof }),
    };
  });
}

/** Those that hold what they promise; the same one under two titles once. */
export function fixesOf(analysis: Analysis, finding: Finding, check: Check): readonly Fix[] {
  const results = new Set<string>();
  return finding
    .fixes()
    .flatMap((draft) => verified(analysis, finding, draft, check) ?? [])
    .filter(({ result }) => !results.has(result) && results.add(result));
}
