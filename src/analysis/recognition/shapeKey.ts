// A kernel as a text in which its variables are numbers: kernels of one shape are one formula, whatever their variables
// are called, and are matched once.

import { type Code, isConstant } from '../lowering/code.ts';

/** Null where the kernel holds what no formula of its variables does. */
export function shapeKey(kernel: Code, leaves: readonly Code[], side: number): string | null {
  let key = '';
  const write = (node: Code): boolean => {
    const leaf = leaves.indexOf(node);
    if (leaf >= 0) {
      key += `#${leaf}`;
      return true;
    }
    switch (node.kind) {
      case 'number':
        key += node.value;
        return true;
      case 'symbol':
        if (!isConstant(node)) return false;
        key += node.symbol.value ?? `'${node.symbol.name}'`;
        return true;
      case 'named':
        return write(node.value);
      case 'choice': {
        const chosen = node.alternatives[Math.min(side, node.alternatives.length - 1)];
        return chosen !== undefined && write(chosen);
      }
      case 'add':
        return list('+', node.terms);
      case 'multiply':
        return list('*', node.factors);
      case 'power':
        return list('^', [node.base, node.exponent]);
      case 'apply':
        // The limits of a clamp do not matter to the formula.
        return list(node.fn, node.fn === 'clip' ? node.args.slice(0, 1) : node.args);
      case 'noise':
      case 'reduce':
      case 'library':
        return false;
    }
  };
  const list = (head: string, parts: readonly Code[]): boolean => {
    key += `(${head} `;
    for (const part of parts) {
      if (!write(part)) return false;
      key += ' ';
    }
    key += ')';
    return true;
  };
  return write(kernel) ? key : null;
}
