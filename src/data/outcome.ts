// What a step that can meet bad data returns: a value, or one problem in words a person can act on.

import type { RunProblem } from '../elbo/trainingEvent.ts';

export type Outcome<T> = { readonly value: T } | { readonly problem: RunProblem };

export interface Note {
  readonly what: string;
  readonly why: string;
}

/** A problem of the data: what happened, why, what now, and the config key it concerns. */
export function dataProblem(
  what: string,
  why: string,
  now: string,
  configPath: string,
): { readonly problem: RunProblem } {
  return { problem: { what, why, now, configPath, step: null, term: null, layer: null } };
}

/** Whole numbers as the product writes them: a narrow no-break space per thousand. */
export const grouped = (value: number): string =>
  String(value).replaceAll(/\B(?=(?:\d{3})+$)/gu, '\u202f');

/** "1 image", "2 000 images". */
export const counted = (count: number, noun: string): string =>
  `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;

/** A number in prose, with a true minus sign. */
export const inWords = (value: number): string => String(value).replace('-', '\u2212');

/** A measured number in prose: four digits say enough. */
export const rounded = (value: number): string => inWords(Number(value.toPrecision(4)));
