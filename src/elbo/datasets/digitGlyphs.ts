// How people write the digits: our own pen strokes as control points of smooth curves. The unit is the height
// of the digit, x to the right, y down, centre near (0.35, 0.5).

/** A point the pen passes through; named twice in a row it is a corner, else the curve is smooth there. */
export type ControlPoint = readonly [x: number, y: number];
export type Stroke = readonly ControlPoint[];
/** One way to write a digit. */
export type Glyph = readonly Stroke[];

/** Points in hundredths, as in an SVG path: "38,0 36,50". */
const stroke = (points: string): Stroke =>
  points.split(' ').map((point) => {
    const [x, y] = point.split(',');
    return [Number(x) / 100, Number(y) / 100];
  });

const zero: Glyph = [stroke('42,1 14,16 4,56 20,95 52,92 68,50 56,10 34,2')];

const zeroNarrow: Glyph = [stroke('50,8 34,0 13,30 11,72 30,100 54,74 57,32 40,1 28,6')];

const one: Glyph = [stroke('38,0 36,50 33,100')];

const oneWithFlag: Glyph = [stroke('14,26 28,14 40,0 40,0 39,50 38,100')];

const two: Glyph = [stroke('6,24 16,6 38,0 58,12 58,36 40,64 20,84 4,99 4,99 36,97 68,98')];

const twoWithLoop: Glyph = [
  stroke('8,20 24,3 46,2 58,18 50,46 34,74 18,93 6,92 8,80 22,78 40,92 56,98 72,90'),
];

const three: Glyph = [
  stroke('8,14 24,2 46,4 57,20 47,38 26,47 26,47 50,52 63,70 54,91 30,100 6,90'),
];

const threeWithFlatTop: Glyph = [
  stroke('8,3 34,3 60,2 60,2 44,22 30,42 30,42 54,48 64,68 54,91 30,100 7,91'),
];

const fourOpen: Glyph = [
  stroke('16,4 10,30 5,56 5,56 34,56 68,53'),
  stroke('56,6 52,40 49,70 46,100'),
];

const fourClosed: Glyph = [stroke('50,0 28,32 4,66 4,66 36,66 70,65'), stroke('50,0 50,50 49,100')];

const five: Glyph = [
  stroke('62,2 40,3 19,4 19,4 16,24 13,43 13,43 32,36 54,44 62,66 52,90 28,100 5,90'),
];

const six: Glyph = [stroke('52,1 32,16 14,42 7,70 16,93 36,100 55,88 57,68 42,54 24,58 11,74')];

const seven: Glyph = [stroke('5,4 34,4 64,2 64,2 48,34 35,66 26,100')];

const sevenWithBar: Glyph = [...seven, stroke('20,52 38,50 58,49')];

const eight: Glyph = [
  stroke('56,12 38,1 17,9 16,28 34,46 54,64 56,86 36,100 14,90 13,70 34,48 54,30 58,14'),
];

const nineStraight: Glyph = [
  stroke('56,16 40,2 19,8 9,27 18,46 38,45 52,30 57,14 57,14 55,44 50,72 45,100'),
];

const nineCurved: Glyph = [
  stroke('58,20 44,3 22,6 10,26 20,46 42,44 58,22 58,22 62,50 55,84 36,100 14,93'),
];

const sixUpright: Glyph = [stroke('34,0 16,32 10,68 20,95 42,99 58,80 50,58 28,56 12,70')];

/** Written as two loops, one on the other. */
const eightAsLoops: Glyph = [
  stroke('36,46 17,34 18,10 37,0 55,12 54,34 36,46 13,60 10,86 34,100 58,88 58,62 36,46'),
];

/** The bar is drawn last, by itself. */
const fiveInTwoStrokes: Glyph = [
  stroke('20,8 18,24 16,42 16,42 40,36 60,54 56,82 34,98 8,92'),
  stroke('20,5 42,5 66,0'),
];

/** The ways to write each digit; each way is equally likely. */
export const digitGlyphs: readonly (readonly [Glyph, ...Glyph[]])[] = [
  [zero, zero, zeroNarrow],
  [one, one, oneWithFlag],
  [two, two, twoWithLoop],
  [three, three, threeWithFlatTop],
  [fourOpen, fourClosed],
  [five, five, fiveInTwoStrokes],
  [six, sixUpright],
  [seven, seven, sevenWithBar],
  [eight, eight, eightAsLoops],
  [nineStraight, nineCurved],
];
