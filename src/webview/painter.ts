// When a page is drawn: on animation frames, never more often than the eye can read. Training never waits for it.

export interface Painter {
  /** Something changed: draw soon. */
  readonly request: () => void;
  /** A person did something: draw in the next frame. */
  readonly now: () => void;
}

/**
 * Milliseconds between two drawings; one a second for those who asked for less motion. Drawing never takes more than
 * about a tenth of the time: a run of a million steps is drawn less often, and the window stays fluid.
 */
export function paintInterval(reducedMotion: boolean, lastCostMs: number): number {
  return Math.max(reducedMotion ? 1000 : 100, 10 * lastCostMs);
}

/** Milliseconds between two changes of a printed number. */
export function valueInterval(reducedMotion: boolean): number {
  return reducedMotion ? 1000 : 250;
}

export function prefersReducedMotion(): boolean {
  return (
    document.body.classList.contains('vscode-reduce-motion') ||
    matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}

export function createPainter(draw: (now: number) => void): Painter {
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = -Infinity;
  let cost = 0;
  const paint = (): void => {
    clearTimeout(timer);
    timer = undefined;
    frame ??= requestAnimationFrame((now) => {
      frame = undefined;
      const begun = performance.now();
      draw(now);
      last = performance.now();
      cost = last - begun;
    });
  };
  return {
    now: paint,
    request: () => {
      if (frame !== undefined || timer !== undefined) return;
      const interval = paintInterval(prefersReducedMotion(), cost);
      const wait = last + interval - performance.now();
      if (wait <= 0) paint();
      else timer = setTimeout(paint, wait);
    },
  };
}
