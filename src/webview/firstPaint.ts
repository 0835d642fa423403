// When the page has been seen for the first time.

/** A page that is hidden is not painted; what waits for it goes on all the same. */
const longest = 1000;

/** Milliseconds since the page began to load. */
export const firstPaint: Promise<number> = new Promise((resolve) => {
  new PerformanceObserver((list) =>
    resolve(list.getEntries()[0]?.startTime ?? performance.now()),
  ).observe({ type: 'paint', buffered: true });
  setTimeout(() => resolve(performance.now()), longest);
});
