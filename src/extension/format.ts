// Numbers as people read them in the tree, the status bar and messages (design: section 5, numbers).

const thinSpace = '\u202f';
const minus = '\u2212';

const signed = (text: string): string => text.replace('-', minus);

/** Whole numbers with a thin space per thousand. */
export const count = (value: number): string =>
  signed(String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, thinSpace));

/** Nats per datum: one decimal from 10 on, two below. What is not finite is said in words. */
export function nats(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`;
  return signed(value.toFixed(Math.abs(value) >= 10 ? 1 : 2));
}

export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
