// What a layer gave, in the few numbers that tell whether and how it went wrong.

import type { Tensor } from '@tensorflow/tfjs-core';

export interface LayerFinding {
  readonly name: string;
  /** Smallest and largest finite value it gave; 0 if it gave none. */
  readonly lowest: number;
  readonly highest: number;
  readonly isFinite: boolean;
}

/** exp overflows float32 above this. */
const largestExponent = 88.7;

/** A value whose exponential, or that of its negative, is above the largest 32-bit float. */
export interface Overflow {
  readonly value: number;
  readonly exponent: number;
}

/** What densities divide by is the exponential of these outputs: they take exp of the negative. */
const divisors = /^(?:decoder|likelihood)\.log(?:var|scale)$/u;
const logarithm = /\.log(?:var|scale|rate|mean|dispersion|df|concentration)$/u;

/** What the formulas take exp of: logvar in the KL, -logvar in a density, log rates. Null where it does not overflow. */
export function overflowOf({ name, lowest, highest }: LayerFinding): Overflow | null {
  if (!logarithm.test(name)) return null;
  const divides = divisors.test(name);
  const value = divides ? lowest : highest;
  const exponent = divides ? -lowest : highest;
  return exponent > largestExponent ? { value, exponent } : null;
}

export const sizeOf = ({ lowest, highest }: LayerFinding) => Math.max(-lowest, highest);

export interface Output {
  readonly name: string;
  readonly tensor: Tensor;
}

/** Reads the tensors and disposes of them. */
export async function inspectAll(outputs: readonly Output[]): Promise<readonly LayerFinding[]> {
  const findings: LayerFinding[] = [];
  for (const { name, tensor } of outputs) {
    findings.push(inspect(name, await tensor.data()));
    tensor.dispose();
  }
  return findings;
}

function inspect(name: string, values: ArrayLike<number>): LayerFinding {
  let [lowest, highest, isFinite] = [0, 0, true];
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    if (!Number.isFinite(value)) isFinite = false;
    else if (value < lowest) lowest = value;
    else if (value > highest) highest = value;
  }
  return { name, lowest, highest, isFinite };
}
