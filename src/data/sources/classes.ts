// Labels of any kind as class numbers: a byte each, since all they do is mark the latent map.

import { byNaturalOrder } from '../../elbo/naturalOrder.ts';
import type { FileName } from '../formats/gzip.ts';
import { dataProblem, grouped, type Outcome } from '../outcome.ts';

const mostClasses = 256;

/** Small whole numbers stand for themselves, so that a digit's class is the digit; others are numbered in order. */
export function classesOf(
  labels: ArrayLike<number> | readonly string[],
  { path, configPath }: FileName,
): Outcome<Uint8Array> {
  const values = Array.from<number | string>(labels);
  const numbers = values.map(Number);
  if (values.every((value) => value !== '') && numbers.every(isByte)) {
    return { value: Uint8Array.from(numbers) };
  }
  const classes = [...new Set(values)].toSorted(byValue);
  if (classes.length > mostClasses) {
    return dataProblem(
      `${path}: ${grouped(classes.length)} different labels.`,
      `Labels are classes that mark the latent map, at most ${mostClasses} of them.`,
      'Name a column or array of classes, or leave the labels out.',
      configPath,
    );
  }
  const numberOf = new Map(classes.map((name, i) => [name, i]));
  return { value: Uint8Array.from(values, (value) => numberOf.get(value) ?? 0) };
}

const isByte = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 256;

const byValue = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : byNaturalOrder(String(a), String(b));
