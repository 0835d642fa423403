// How runs are told apart where several are drawn: by letters and dashes, never by new hues, since a colour means a
// term.

/** A, B, … Z, AA, AB, … in order. */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${letterOf(Math.floor(index / 26) - 1)}${letter}`;
}

const dashes = ['', '6 3', '2 2', '8 3 2 3', '1 3', '10 4'] as const;

/** `stroke-dasharray` of the line of a run; the first is solid. */
export const dashOf = (index: number): string => dashes[index % dashes.length] ?? '';
