// Charts of a page as PNG pictures, with the theme's colours. An SVG on its own knows nothing of the page's style
// sheet, so the copy that is drawn carries the styles of every element with it.

import { imageOf, paintedProperties, toPng } from './picture.ts';

/** Pixels of the picture for one of the page. */
const scale = 2;
const margin = 8;

/** What the style sheet decides about an SVG element. */
const properties = [
  ...paintedProperties,
  'display',
  'visibility',
  'font-variant-numeric',
  'shape-rendering',
] as const;

export interface ChartImage {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Every chart that names itself by `data-chart`, in the order of the page. */
export async function drawCharts(root: HTMLElement): Promise<readonly ChartImage[]> {
  const files: ChartImage[] = [];
  for (const element of root.querySelectorAll<HTMLElement | SVGSVGElement>('[data-chart]')) {
    const canvas = element instanceof SVGSVGElement ? await drawSvg(element) : drawGrid(element);
    const bytes = canvas && (await toPng(canvas));
    if (bytes) files.push({ path: `${element.dataset['chart']}.png`, bytes });
  }
  return files;
}

function blank(width: number, height: number): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil((width + 2 * margin) * scale);
  canvas.height = Math.ceil((height + 2 * margin) * scale);
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  return context;
}

/** The element's copy with every style written on it. */
function selfContained(original: SVGSVGElement, width: number, height: number): string {
  const copy = original.cloneNode(true) as SVGSVGElement;
  const originals = [original, ...original.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  for (const [i, element] of originals.entries()) {
    const style = getComputedStyle(element);
    for (const property of properties) {
      copies[i]?.setAttribute(property, style.getPropertyValue(property));
    }
    copies[i]?.removeAttribute('class');
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('viewBox', `${-margin} ${-margin} ${width} ${height}`);
  return new XMLSerializer().serializeToString(copy);
}

async function drawSvg(element: SVGSVGElement): Promise<HTMLCanvasElement | undefined> {
  const { width, height } = element.getBoundingClientRect();
  const context = blank(width, height);
  if (context === null || width === 0) return undefined;
  const [fullWidth, fullHeight] = [width + 2 * margin, height + 2 * margin];
  const text = selfContained(element, fullWidth, fullHeight);
  context.drawImage(await imageOf(text), 0, 0, fullWidth, fullHeight);
  return context.canvas;
}

/** Images of data keep their own pixels: each is drawn where it stands on the page. */
function drawGrid(element: HTMLElement): HTMLCanvasElement | undefined {
  const box = element.getBoundingClientRect();
  const context = blank(box.width, box.height);
  if (context === null || box.width === 0) return undefined;
  context.imageSmoothingEnabled = false;
  for (const image of element.querySelectorAll('canvas')) {
    const { left, top, width, height } = image.getBoundingClientRect();
    context.drawImage(image, left - box.left + margin, top - box.top + margin, width, height);
  }
  return context.canvas;
}
