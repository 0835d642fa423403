// The keyboard cursor of a chart over steps.

/**
 * Where the cursor goes on a key: about a hundredth of the run, ten times that with Shift; null takes it away,
 * undefined means the key is none of ours.
 */
export function cursorAfter(
  key: string,
  shift: boolean,
  cursor: number | null,
  last: number,
): number | null | undefined {
  if (last === 0) return undefined;
  const pace = Math.max(1, Math.round(last / 100)) * (shift ? 10 : 1);
  switch (key) {
    case 'ArrowLeft':
      return Math.max(1, cursor === null ? last : cursor - pace);
    case 'ArrowRight':
      return Math.min(last, cursor === null ? last : cursor + pace);
    case 'Home':
      return 1;
    case 'End':
      return last;
    case 'Escape':
      return null;
    default:
      return undefined;
  }
}
