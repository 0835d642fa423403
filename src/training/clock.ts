// Time, handed in: what training knows of it is how long a turn took and how to let others have theirs.

export interface Clock {
  readonly nowMs: () => number;
  /** Lets waiting messages be handled. */
  readonly yieldTurn: () => Promise<void>;
}

/**
 * The real clock. Turns are yielded through a message channel: timers are held back to 4 ms once nested, and to a
 * second in background windows; animation frames stop in hidden ones.
 */
export function systemClock(): Clock {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.addEventListener('message', () => waiting.shift()?.());
  port1.start();
  return {
    nowMs: () => performance.now(),
    yieldTurn: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        port2.postMessage(null);
      }),
  };
}
