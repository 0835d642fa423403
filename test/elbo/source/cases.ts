// Arguments for every printed function, at three spreads, and what the formula itself says there. Run as a script it
// prints them for scripts/reference/printed.py, which hands them to the functions in their frameworks.

import { pathToFileURL } from 'node:url';
import {
  closedFormOf,
  formulaDivergences,
  type FormulaDivergence,
} from '../../../src/elbo/divergences/expressions.ts';
import { namedArray, type NamedArray } from '../../../src/elbo/expr/arrayOps.ts';
import type { Expr } from '../../../src/elbo/expr/expr.ts';
import { freeSymbols, substitute } from '../../../src/elbo/expr/walk.ts';
import { computedLogProb } from '../../../src/elbo/families/computed.ts';
import type { Family } from '../../../src/elbo/families/family.ts';
import { familyIds, getFamily } from '../../../src/elbo/families/index.ts';
import { createRandom } from '../../../src/elbo/random.ts';
import type { Framework } from '../../../src/elbo/source/framework.ts';
import { argumentNames, functionName } from '../../../src/elbo/source/module.ts';
import {
  divergenceProgram,
  likelihoodProgram,
  type Program,
} from '../../../src/elbo/source/program.ts';
import { pytorch } from '../../../src/elbo/source/pytorch.ts';
import type { Sizes, Values } from '../../training/support/cases.ts';
import { divergenceBindings } from '../../training/support/divergenceCases.ts';
import { likelihoodBindings } from '../../training/support/likelihoodCases.ts';

export interface ProgramCase {
  /** Of the function in Python, and how far its arguments are spread. */
  readonly key: string;
  readonly program: Program;
  /** The value of the function: the program's result in the formula that keeps its digits. */
  readonly expr: Expr;
  readonly bindings: Readonly<Record<string, NamedArray>>;
  /** Parameters to differentiate by. */
  readonly by: readonly string[];
}

/** As many categories as the levels that x is drawn from. */
const sizes: Sizes = {
  sample: 1,
  batch: 2,
  data: 3,
  latent: 2,
  component: 2,
  category: 5,
  state: 1,
};
/** At 0 logits are equal, and quotients that need their series are 0/0. */
const spreads = [0, 0.3, 3] as const;

/** Without the axis of draws: programs are about one z. */
const ofOneDraw = ({ axes, shape, values }: Values): NamedArray => {
  const kept = axes.map((axis) => axis !== 'sample');
  return namedArray(
    axes.filter((_, index) => kept[index]),
    shape.filter((_, index) => kept[index]),
    values,
  );
};

function caseOf(
  program: Program,
  formula: Expr,
  bindings: Readonly<Record<string, Values>>,
  parameters: readonly { readonly name: string }[],
  spread: number,
): ProgramCase {
  const names = argumentNames(program, pytorch);
  const free = freeSymbols(formula);
  return {
    key: `${functionName(program, pytorch)} ${spread}`,
    program,
    expr: substitute(program.result, { [program.element.name]: formula }),
    bindings: Object.fromEntries(
      Object.entries(bindings)
        .filter(([name]) => free.has(name) || names.includes(name))
        .map(([name, values]) => [name, ofOneDraw(values)]),
    ),
    by: parameters
      .map(({ name }) => name)
      .filter((name) => names.includes(name) && name !== 'categories'),
  };
}

const families: readonly Family[] = familyIds.map(getFamily);

const likelihoodAt = (family: Family, spread: number): readonly ProgramCase[] =>
  family.parameterisations.map((form) => {
    const random = createRandom(13).fork(`${family.id} ${form.id}`);
    const bindings = likelihoodBindings(random, sizes, family, form, spread);
    const program = likelihoodProgram(family, form);
    return caseOf(program, computedLogProb(form), bindings, form.parameters, spread);
  });

function divergenceAt(divergence: FormulaDivergence, spread: number): ProgramCase {
  const random = createRandom(13).fork(divergence.id);
  const bindings = divergenceBindings(divergence, sizes, spread, random);
  const program = divergenceProgram(divergence);
  return caseOf(program, closedFormOf(divergence), bindings, divergence.parameters, spread);
}

export const programCases: readonly ProgramCase[] = spreads.flatMap((spread) =>
  families
    .flatMap((family) => likelihoodAt(family, spread))
    .concat(formulaDivergences.map((divergence) => divergenceAt(divergence, spread))),
);

/** Arguments of the function in their order; numbers and lists, row-major. */
export function argumentsOf({ program, bindings }: ProgramCase, framework: Framework) {
  return argumentNames(program, framework).map((name) => {
    const { shape = [], values = new Float64Array() } = bindings[name] ?? {};
    return { name, shape, values: [...values] };
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const rows = programCases.map((one) => ({
    key: one.key,
    function: functionName(one.program, pytorch),
    arguments: argumentsOf(one, pytorch),
    by: one.by,
  }));
  process.stdout.write(JSON.stringify(rows));
}
