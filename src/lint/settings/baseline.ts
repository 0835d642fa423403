// A baseline: how many findings of each rule a project's functions had when it began to look. Only what is new is told.
// Lines may move, so they do not count.

import type { Finding } from '../rule.ts';

interface Entry {
  readonly path: string;
  readonly rule: string;
  readonly symbol: string;
  readonly count: number;
}

export type Baseline = readonly Entry[];

/** Null where the text is no baseline. */
export function readBaseline(text: string): Baseline | null {
  try {
    const { version, findings } = JSON.parse(text) as { version?: unknown; findings?: unknown };
    return version === 1 && Array.isArray(findings) ? (findings as Baseline).filter(isEntry) : null;
  } catch {
    return null;
  }
}

function isEntry({ path, rule, symbol, count }: Partial<Entry>): boolean {
  return [path, rule, symbol].every((one) => typeof one === 'string') && typeof count === 'number';
}

export function writeBaseline(
  files: readonly {
    readonly path: string;
    readonly findings: readonly { readonly rule: string; readonly symbol: string }[];
  }[],
): string {
  const entries = files.flatMap(({ path, findings }) => {
    const counts = new Map<string, Entry>();
    for (const { rule, symbol } of findings) {
      const key = `${rule} ${symbol}`;
      counts.set(key, { path, rule, symbol, count: (counts.get(key)?.count ?? 0) + 1 });
    }
    return [...counts.values()];
  });
  const sorted = entries.toSorted((a, b) => compare(a, b));
  const lines = sorted.map((entry) => `  ${JSON.stringify(entry)}`).join(',\n');
  return `{"version":1,"findings":[\n${lines}\n]}\n`;
}

function compare(a: Entry, b: Entry): number {
  const [one, other] = [a, b].map(({ path, rule, symbol }) => `${path}\n${rule}\n${symbol}`) as [
    string,
    string,
  ];
  return one < other ? -1 : 1;
}

/** What is there beyond what was, `path` as the baseline names the file. */
export function withoutKnown(
  findings: readonly Finding[],
  baseline: Baseline,
  path: string,
): readonly Finding[] {
  const left = new Map(
    baseline
      .filter((entry) => entry.path === path)
      .map(({ rule, symbol, count }) => [`${rule} ${symbol}`, count]),
  );
  return findings.filter(({ rule, symbol }) => {
    const key = `${rule.id} ${symbol}`;
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}
