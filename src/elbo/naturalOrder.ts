// The order of file names that people expect: by the numbers in them, so that 2.png comes before 10.png. Whoever
// reads files and whoever uses them must agree on it, since "the first so many" depends on it.

const collator = new Intl.Collator('en', { numeric: true });

/** For `toSorted`; names that differ only in writing keep an order of their own. */
export const byNaturalOrder = (a: string, b: string): number =>
  collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
