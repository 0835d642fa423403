// Small numbers that keep a logarithm or a quotient finite: no part of the mathematics.

import { type Code, holds } from './code.ts';

const epsilonName =
  /^(?:.*\.)?_?(?:eps|epsilon|tiny|EPS|EPSILON|_EPSILON|small(?:_?(?:number|value|const))?|K_EPSILON)$/u;
/** A larger number is meant. */
export const epsilonLimit = 2e-4;

export function isEpsilon(node: Code): boolean {
  if (node.kind === 'number') return Math.abs(node.value) <= epsilonLimit;
  if (node.kind === 'named') return epsilonName.test(node.name) && (node.holds & holds.noise) === 0;
  if (node.kind === 'multiply') {
    const [number, factor] = node.factors;
    const isMultiple = node.factors.length === 2 && number?.kind === 'number' && factor;
    return isMultiple ? isEpsilon(factor) : false;
  }
  return node.kind === 'symbol' && epsilonName.test(node.symbol.name);
}
