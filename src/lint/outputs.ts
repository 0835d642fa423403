// What a network does last to the numbers a likelihood is given: a sigmoid, a softmax, nothing.

import { type Activation, type Code, unnamed } from '../analysis/lowering/code.ts';
import type { Term } from '../analysis/recognition/term.ts';
import type { Context } from './context.ts';

/** What was done last; `probability`: of a softmax; `bounded`: clipped, so that nothing more is known. */
export type Output = Activation | 'log_softmax' | 'bounded';

const functions: Readonly<Record<string, Output>> = {
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  relu: 'relu',
  softplus: 'softplus',
  exp: 'exp',
  clip: 'bounded',
  maximum: 'bounded',
  minimum: 'bounded',
};

/** Null where nobody shows, or two places disagree. `from`: the address where the function that holds it begins. */
export function outputOf(context: Context, value: Code, from: number): Output | null {
  let found: Output | null = null;
  for (const origin of context.flow().origins(value, from)) {
    const own = outputHere(origin);
    if (own === null) continue;
    if (found !== null && found !== own) return null;
    found = own;
  }
  return found;
}

/** Of a term's role, by its number in the formula. */
export function outputOfRole(context: Context, term: Term, role: number): Output | null {
  const value = term.match?.roles[role];
  return value ? outputOf(context, value, context.addressOf(term)) : null;
}

function outputHere(node: Code): Output | null {
  const value = unnamed(node);
  switch (value.kind) {
    case 'apply':
      return functions[value.fn] ?? null;
    case 'choice': {
      const [first, ...others] = value.alternatives.map(outputHere);
      return first !== undefined && others.every((other) => other === first) ? first : null;
    }
    case 'symbol': {
      const { activation, callee } = value.symbol;
      const name = callee ?? '';
      if (/log_?softmax$/iu.test(name)) return 'log_softmax';
      if (/(?:^|[._])softmax$/iu.test(name)) return 'softmax';
      return activation ?? null;
    }
    default:
      return null;
  }
}
