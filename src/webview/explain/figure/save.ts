// A figure as a file: the SVG with the colours it has on the screen, or a picture of it at twice the size.

import { imageOf, paintedProperties, toPng } from '../../picture.ts';
import type { Acting } from '../page.ts';

const ns = 'http://www.w3.org/2000/svg';

/** Stands by itself: colours and type are written into each element, and what only serves the mouse is left out. */
export function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll('*');
  for (const [at, element] of copy.querySelectorAll('*').entries()) {
    const original = originals[at];
    if (!original) continue;
    const style = getComputedStyle(original);
    if (style.display === 'none' && !isDefinition(original)) {
      element.remove();
      continue;
    }
    paint(element, style, getComputedStyle(original.parentElement ?? svg));
    for (const name of ['class', 'tabindex', 'data-testid']) element.removeAttribute(name);
  }
  for (const name of paintedProperties)
    copy.setAttribute(name, getComputedStyle(svg).getPropertyValue(name));
  for (const element of copy.querySelectorAll('[role="slider"]')) element.remove();
  const { width, height } = sizeOf(svg);
  const paper = document.createElementNS(ns, 'rect');
  paper.setAttribute('x', '-12');
  paper.setAttribute('y', '-12');
  paper.setAttribute('width', String(width + 24));
  paper.setAttribute('height', String(height + 24));
  paper.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  copy.prepend(paper);
  const title = document.createElementNS(ns, 'title');
  title.textContent = svg.getAttribute('aria-label') ?? '';
  copy.prepend(title);
  copy.setAttribute('xmlns', ns);
  copy.setAttribute('viewBox', `-12 -12 ${width + 24} ${height + 24}`);
  copy.setAttribute('width', String(width + 24));
  copy.setAttribute('height', String(height + 24));
  for (const name of ['class', 'role', 'aria-label', 'data-testid']) copy.removeAttribute(name);
  // Comments of the template engine.
  return new XMLSerializer().serializeToString(copy).replaceAll(/<!--.*?-->/gsu, '');
}

/** Only what an element does not take from its parent: opacity is all that is not passed on. */
function paint(element: Element, style: CSSStyleDeclaration, parent: CSSStyleDeclaration): void {
  for (const name of paintedProperties) {
    const value = style.getPropertyValue(name);
    const passed = name === 'opacity' ? '1' : parent.getPropertyValue(name);
    if (value === passed) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
}

/** Patterns and clips are not drawn themselves, and needed all the same. */
const isDefinition = (element: Element): boolean => element.closest('defs, clipPath') !== null;

const sizeOf = (svg: SVGSVGElement): { width: number; height: number } => ({
  width: Number(svg.getAttribute('width')),
  height: Number(svg.getAttribute('height')),
});

async function pictureOf(text: string, width: number, height: number): Promise<Uint8Array | null> {
  const canvas = document.createElement('canvas');
  canvas.width = 2 * width;
  canvas.height = 2 * height;
  canvas.getContext('2d')?.drawImage(await imageOf(text), 0, 0, canvas.width, canvas.height);
  return toPng(canvas);
}

/** Asks the host to save a figure, by default the page's first; `name` is without its ending. */
export async function saveFigure(
  act: Pick<Acting<object>, 'host'>,
  name: string,
  kind: 'svg' | 'png',
  svg = document.querySelector<SVGSVGElement>('svg.figure'),
): Promise<void> {
  if (!svg) return;
  const text = standalone(svg);
  const { width, height } = sizeOf(svg);
  const bytes =
    kind === 'svg'
      ? new TextEncoder().encode(text)
      : await pictureOf(text, width + 24, height + 24);
  if (bytes) act.host.send({ type: 'saveWished', name: `${name}.${kind}`, bytes });
}
