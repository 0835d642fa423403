// PNG's row filters (section 9): each byte was stored as its difference from a guess by its neighbours.

/** Rows without their filter bytes; undefined where a filter is unknown. `back` is the bytes of a whole pixel. */
export function unfilter(
  filtered: Uint8Array,
  height: number,
  rowBytes: number,
  back: number,
): Uint8Array | undefined {
  const rows = new Uint8Array(height * rowBytes);
  for (let row = 0; row < height; row += 1) {
    const start = row * (rowBytes + 1);
    const guess = guesses[filtered[start] ?? -1];
    if (guess === undefined) return undefined;
    const own = row * rowBytes;
    for (let i = 0; i < rowBytes; i += 1) {
      const left = i >= back ? rows[own + i - back]! : 0;
      const above = row > 0 ? rows[own + i - rowBytes]! : 0;
      const corner = i >= back && row > 0 ? rows[own + i - rowBytes - back]! : 0;
      rows[own + i] = filtered[start + 1 + i]! + guess(left, above, corner);
    }
  }
  return rows;
}

type Guess = (left: number, above: number, corner: number) => number;

/** Of the three neighbours, the one nearest to left + above - corner; ties in that order. */
const paeth: Guess = (left, above, corner) => {
  const [toLeft, toAbove, toCorner] = [
    Math.abs(above - corner),
    Math.abs(left - corner),
    Math.abs(left + above - 2 * corner),
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
};

const guesses: Readonly<Record<number, Guess>> = {
  0: () => 0,
  1: (left) => left,
  2: (_, above) => above,
  3: (left, above) => (left + above) >> 1,
  4: paeth,
};
