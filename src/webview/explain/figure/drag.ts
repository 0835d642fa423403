// Things in a figure that can be moved: by pointer, and by arrow keys where they have the focus.

export interface Movable {
  /** A pointer has moved it to this place of the figure, in the figure's own pixels. */
  readonly onMove: (x: number, y: number) => void;
  /** Arrows: by so many small steps in each direction, up being positive. Shift makes it ten. */
  readonly onStep: (right: number, up: number) => void;
}

/** Listeners for an element of an SVG whose width attribute is its size in pixels. */
export function movable({ onMove, onStep }: Movable): {
  readonly down: (event: PointerEvent) => void;
  readonly move: (event: PointerEvent) => void;
  readonly key: (event: KeyboardEvent) => void;
} {
  return {
    down: (event) => {
      const target = event.currentTarget as SVGElement;
      target.setPointerCapture(event.pointerId);
      target.focus({ preventScroll: true });
      event.preventDefault();
    },
    move: (event) => {
      const target = event.currentTarget as SVGElement;
      if (!target.hasPointerCapture(event.pointerId)) return;
      const svg = target.closest('svg');
      if (!svg) return;
      const { left, top } = svg.getBoundingClientRect();
      onMove(event.clientX - left, event.clientY - top);
    },
    key: (event) => {
      const direction = arrows[event.key];
      if (!direction) return;
      event.preventDefault();
      const far = event.shiftKey ? 10 : 1;
      onStep(far * direction[0], far * direction[1]);
    },
  };
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
