// Printed numbers change at most four times a second, though charts move faster: a number that flickers cannot be
// read. A change of state, another run and a paused run show at once.

import { prefersReducedMotion, valueInterval } from './painter.ts';
import type { RunReading } from './reading.ts';

/** Gives the reading whose numbers may be printed at `now`; asks for another drawing when it holds one back. */
export function holdValues(
  drawAgain: () => void,
): (reading: RunReading, now: number) => RunReading {
  let held: RunReading | undefined;
  let since = -Infinity;
  return (reading, now) => {
    const interval = valueInterval(prefersReducedMotion());
    if (held === undefined || mustShow(held, reading) || now - since >= interval) {
      held = reading;
      since = now;
    } else {
      // The last change of a run must be printed too, even if nothing follows that asks for a drawing.
      setTimeout(drawAgain, interval);
    }
    return held;
  };
}

const mustShow = (held: RunReading, reading: RunReading): boolean =>
  held.run.id !== reading.run.id ||
  held.run.state !== reading.run.state ||
  reading.run.state === 'paused';
