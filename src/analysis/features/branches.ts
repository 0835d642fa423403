// A loss that is another one in another branch of the code: all of them, and when each is meant.

import type { LossModel } from '../recognition/term.ts';
import { excerpt } from './excerpt.ts';

/** The loss, and what it is in other branches. */
export function branchesOf(loss: LossModel): readonly LossModel[] {
  return [loss, ...loss.alternatives];
}

/** `distribution == 'gaussian'`; null where there is only one branch, or nobody knows what decides. */
export function whenText({ when }: LossModel, text: string): string | null {
  const tests = when.map((outcome) => {
    const test = excerpt(outcome, text);
    return outcome.holds ? test : negated(test);
  });
  return tests.length > 0 ? tests.join(', ') : null;
}

/** `a == b` the other way round, and anything else with a word in front. */
function negated(test: string): string {
  const [, left, operator, right] = /^([^=!<>]+?) (==|!=|===|!==) ([^=!<>]+)$/u.exec(test) ?? [];
  if (left === undefined || operator === undefined || right === undefined) return `not ${test}`;
  const opposite = operator.startsWith('!') ? operator.replace('!', '=') : `!${operator.slice(1)}`;
  return `${left} ${opposite} ${right}`;
}
