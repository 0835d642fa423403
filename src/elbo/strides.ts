// Walking through several arrays at once, each with its own distances between neighbours.

/**
 * One step on in row-major order over `shape`, the last side first: `place` counts up, and `offsets[k]` follows it in the
 * k-th array by `strides[k]`, which holds 0 for sides that array repeats along.
 */
export function advance(
  place: number[],
  shape: readonly number[],
  offsets: number[],
  strides: readonly (readonly number[])[],
): void {
  for (let side = shape.length - 1; side >= 0; side--) {
    const size = shape[side] ?? 1;
    const next = (place[side] ?? 0) + 1;
    const isCarried = next === size;
    place[side] = isCarried ? 0 : next;
    for (let k = 0; k < offsets.length; k++) {
      const by = strides[k]?.[side] ?? 0;
      offsets[k] = (offsets[k] ?? 0) + (isCarried ? by * (1 - size) : by);
    }
    if (!isCarried) return;
  }
}
