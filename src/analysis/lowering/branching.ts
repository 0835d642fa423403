// Branches: both are executed, and what they leave is joined; as things are, one may be known to be taken.

import type { Expression, Statement } from '../syntax/ast.ts';
import { decide } from './decide.ts';
import type { Flow } from './flow.ts';
import type { Machine } from './machine.ts';
import { join } from './objects.ts';
import { Scope } from './values.ts';

export function branch(
  m: Machine,
  statement: Statement & { kind: 'if' },
  scope: Scope,
  flow: Flow,
): void {
  m.evaluate(statement.test, scope);
  const { test } = statement;
  const outcome = decide(m, test, scope);
  // What a call gives decides for that call.
  if (outcome !== null && m.isCalled && isGiven(test, scope)) {
    m.run(outcome ? statement.body : statement.otherwise, scope, flow);
    return;
  }
  const sides = [statement.body, statement.otherwise].map((body, side) => {
    const inner = new Scope(scope);
    const decision = { test, holds: side === 0 };
    const isAside = flow.isAside || (outcome !== null && outcome !== decision.holds);
    const innerFlow: Flow = { returns: flow.returns, decision, isAside, ended: false };
    m.aside(isAside, () => m.run(body, inner, innerFlow));
    return { own: inner.own(), ended: innerFlow.ended };
  });
  const [then, otherwise] = sides;
  if (!then || !otherwise) return;
  if (then.ended && otherwise.ended) {
    flow.ended = true;
    return;
  }
  const names = new Set([...then.own.keys(), ...otherwise.own.keys()]);
  for (const name of names) {
    const before = scope.find(name);
    const first = then.ended ? undefined : then.own.get(name);
    const second = otherwise.ended ? undefined : otherwise.own.get(name);
    const taken = { test, holds: true };
    const notTaken = { test, holds: false };
    // What is taken as things are comes first.
    if (first && second)
      scope.set(
        name,
        outcome === false ? join(m, second, first, notTaken) : join(m, first, second, taken),
      );
    else if (first)
      scope.set(
        name,
        otherwise.ended
          ? first
          : outcome === true
            ? join(m, first, before, taken)
            : join(m, before, first, notTaken),
      );
    else if (second)
      scope.set(
        name,
        then.ended
          ? second
          : outcome === false
            ? join(m, second, before, notTaken)
            : join(m, before, second, taken),
      );
  }
}

/** Whether a test is about nothing but parameters, whose values are those of the call. */
function isGiven(test: Expression, scope: Scope): boolean {
  switch (test.kind) {
    case 'name':
      return scope.isGiven(test.name);
    case 'string':
    case 'number':
    case 'constant':
      return true;
    case 'sequence':
      return test.items.every((item) => isGiven(item, scope));
    case 'logic':
      return test.operands.every((operand) => isGiven(operand, scope));
    default:
      return false;
  }
}
