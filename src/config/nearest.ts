// Did you mean: the known word a mistyped one most likely stands for.

/** Edits (insert, delete, replace, swap neighbours) that turn `a` into `b`. Optimal string alignment. */
export function editDistance(a: string, b: string): number {
  let twoBack: number[] = [];
  let oneBack = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (oneBack[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replace, (oneBack[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (twoBack[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    twoBack = oneBack;
    oneBack = row;
  }
  return oneBack[b.length] ?? 0;
}

/** Case and separators are how words differ between libraries: `learning_rate` is `learningRate`. */
const plain = (word: string) => word.toLowerCase().replaceAll(/[-_\s]/gu, '');

/**
 * The candidate nearest to `word`, or undefined when none is near: at most one edit in three letters.
 * A word longer than 64 characters is no typing slip, and comparing it would cost time.
 */
export function findNearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > 64) return undefined;
  let nearest: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    const distance = editDistance(plain(word), plain(candidate));
    const isNear = distance <= Math.floor(Math.max(word.length, 3) / 3);
    if (isNear && distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}
