// Reading parameters by name. A name that is missing reads as NaN, which shows in every result it enters.

import type { Parameters } from './family.ts';

export function numberAt(parameters: Parameters, name: string): number {
  const value = parameters[name];
  return typeof value === 'number' ? value : Number.NaN;
}

export function listAt(parameters: Parameters, name: string): readonly number[] {
  const value = parameters[name];
  return typeof value === 'object' ? value : [];
}
