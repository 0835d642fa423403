// A stage of `npm test`: something that runs and comes back with counts.

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export interface Stage {
  /** What it shows, in a few words. */
  readonly name: string;
  run(): Promise<Counts>;
}

export interface StageResult extends Counts {
  readonly name: string;
  readonly seconds: number;
}

/** Counts of something that holds or does not. */
export const asCounts = (holds: boolean): Counts =>
  holds ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

/** Adds up results; the line continuous integration reads. */
export function closingLine(results: readonly Counts[]): string {
  const sum = (key: keyof Counts) => results.reduce((total, counts) => total + counts[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
}

/** The counts in what mocha's `spec` reporter prints; undefined if it did not get that far. */
export function mochaCounts(output: string): Counts | undefined {
  const count = (word: string) =>
    new RegExp(String.raw`^\s+(\d+) ${word}\b`, 'm').exec(output)?.[1];
  const passing = count('passing');
  if (passing === undefined) return undefined;
  return { passed: Number(passing), failed: Number(count('failing') ?? 0) };
}
