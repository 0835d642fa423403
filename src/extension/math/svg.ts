// A formula's SVG made fit for a hover: pixels for sizes, no text beyond ASCII, nothing from elsewhere, and then the one
// colour of its theme.

/** Drawn in `currentColor`. */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Font units of MathJax in one em. */
const unitsPerEm = 1000;
/** A little above the 13 px of a hover's text: its letters are small for their size. */
const emPixels = 13.6;

/** Null where the SVG has no size or asks for something outside itself. */
export function toDrawing(raw: string): Drawing | null {
  const box = /viewBox="([-\d. ]+)"/u.exec(raw)?.[1]?.split(' ').map(Number);
  const [, , boxWidth = 0, boxHeight = 0] = box ?? [];
  if (!(boxWidth > 0 && boxHeight > 0)) return null;
  const width = pixels(boxWidth);
  const height = pixels(boxHeight);
  const svg = raw
    .replace(/ width="[^"]*"/u, ` width="${width}"`)
    .replace(/ height="[^"]*"/u, ` height="${height}"`)
    .replace(/ style="[^"]*"/u, '')
    .replaceAll(/ (?:data-mml-node|data-c|data-mjx-texclass|focusable|role)="[^"]*"/gu, '')
    .replaceAll(/-?\d+\.\d{2,}/gu, (digits) => String(Math.round(Number(digits) * 10) / 10))
    .replaceAll(/[^\p{ASCII}]/gu, (character) => `&#${character.codePointAt(0) ?? 63};`);
  return isSelfContained(svg) ? { svg, width, height } : null;
}

const pixels = (units: number): number => Math.round((units / unitsPerEm) * emPixels * 10) / 10;

/** References stay inside the picture: `#id` and the names of the formats themselves. */
export function isSelfContained(svg: string): boolean {
  const references = [...svg.matchAll(/(?:href|src|url)\s*[=(]\s*["']?([^"')\s>]*)/giu)];
  return (
    !/<(?:script|foreignObject|image|style)\b/iu.test(svg) &&
    references.every(([, target]) => target?.startsWith('#') === true)
  );
}

/** The drawing as an address, in a colour: pictures know none of the editor's. */
export const toDataUri = ({ svg }: Pick<Drawing, 'svg'>, color: string): string =>
  `data:image/svg+xml;base64,${btoa(svg.replaceAll('currentColor', color))}`;
