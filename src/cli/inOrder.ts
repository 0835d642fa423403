// Work on several items of a stream at once, results in the order of the items, and never more of either in memory
// than `width`.

export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  for await (const item of items) {
    running.push(work(item));
    const oldest = running.length >= width ? running.shift() : undefined;
    if (oldest) yield await oldest;
  }
  for (const rest of running) yield await rest;
}
