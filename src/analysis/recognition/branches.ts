// The ways through the branches of the code that a total may come about, each with the pieces it then has.

import type { Code, Condition } from '../lowering/code.ts';
import type { Piece } from './piece.ts';
import type { Outcome } from './term.ts';

export interface Branch {
  readonly pieces: readonly Piece[];
  readonly when: readonly Outcome[];
}

const maximumChoices = 2;
const maximumBranches = 6;

type Choice = Extract<Code, { kind: 'choice' }>;

/** The first sides first. Pieces nobody knows do not make a branch of its own. */
export function branchesOf(pieces: readonly Piece[]): readonly Branch[] {
  const choices = new Set<Choice>();
  for (const { path, sense } of pieces)
    if (sense) for (const [choice] of path) if (choice.kind === 'choice') choices.add(choice);
  let ways: readonly ReadonlyMap<Code, number>[] = [new Map()];
  for (const choice of [...choices].slice(0, maximumChoices)) {
    ways = choice.alternatives
      .flatMap((_, side) => ways.map((way) => new Map([...way, [choice, side]])))
      .slice(0, maximumBranches);
  }
  return ways.map((way) => ({
    pieces: pieces.filter(({ path }) =>
      path.every(([choice, side]) => (way.get(choice) ?? side) === side),
    ),
    when: outcomesOf(way),
  }));
}

function outcomesOf(way: ReadonlyMap<Code, number>): readonly Outcome[] {
  const found = new Map<number, Condition>();
  for (const [choice, side] of way) {
    if (choice.kind !== 'choice') continue;
    for (const condition of choice.conditions[side] ?? [])
      if (!found.has(condition.test.from)) found.set(condition.test.from, condition);
  }
  return [...found.values()].map(({ test: { from, to }, holds }) => ({
    span: { from, to },
    source: null,
    holds,
  }));
}
