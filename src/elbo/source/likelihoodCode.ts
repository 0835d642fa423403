// The code of a likelihood in somebody's names: the printed function of its family, and the statement that calls it.

import { symbol } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { freeSymbols } from '../expr/walk.ts';
import type { Likelihood } from '../derivations/derivation.ts';
import { outputOf } from '../derivations/output.ts';
import { axesOfSymbol } from '../families/computed.ts';
import { getFamily, getParameterisation } from '../families/index.ts';
import type { Framework } from './framework.ts';
import { bound } from './code.ts';
import { languages } from './language.ts';
import { layOut } from './layout.ts';
import { argumentNames, functionName, printModule } from './module.ts';
import { print, type Scope } from './print.ts';
import { likelihoodProgram } from './program.ts';

export interface LikelihoodCodeOptions {
  readonly likelihood: Likelihood;
  /** The name the statement gives its value. */
  readonly target: string;
  /** What data and decoder output are called. */
  readonly data: string;
  readonly output: string;
  /** Values of symbols that are one number for all data. */
  readonly numbers: Readonly<Record<string, string>>;
  /** What the loss multiplies the term by, so that its KL counts once; null: 1. */
  readonly factor: Expr | null;
  readonly batch: 'sum' | 'mean';
}

export interface LikelihoodCode {
  /** The module with the function. */
  readonly definition: string;
  readonly statement: string;
  /** Names that stand in the statement and that it was not given. */
  readonly open: readonly string[];
}

const ofRows = (expr: Expr, name: string): boolean =>
  axesOfSymbol(expr, name).join() === 'batch,data';

export function likelihoodCode(
  options: LikelihoodCodeOptions,
  framework: Framework,
): LikelihoodCode {
  const { likelihood, target, data, output, numbers, factor, batch } = options;
  const { statements } = framework;
  const language = languages[framework.language];
  const form = getParameterisation(getFamily(likelihood.family), likelihood.parameterisation);
  const program = likelihoodProgram(getFamily(likelihood.family), form);
  const outputSymbol = outputOf(likelihood);
  const open = new Set<string>();

  const page = { ...language.page, width: Infinity };
  const argument = (name: string): string => {
    if (name === 'x') return statements.flatten(data);
    const expr = likelihood.parameters[name] ?? symbol(name);
    const spell = (own: string): string => {
      const value = numbers[own];
      if (value !== undefined) return expr.kind === 'symbol' ? statements.scalar(value) : value;
      if (own === outputSymbol) return ofRows(expr, own) ? statements.flatten(output) : output;
      const spelled = language.spell(own);
      open.add(spelled);
      return spelled;
    };
    const { doc } = print(expr, { framework, spell, numbers: new Set(), shorthands: [] });
    return layOut(doc, page, '');
  };
  const call = `${functionName(program, framework)}(${argumentNames(program, framework).map(argument).join(', ')})`;

  const factors = [
    ...(factor ? [factorText(factor, framework)] : []),
    ...(batch === 'sum' ? [statements.batchSize(data)] : []),
  ].filter((text) => text !== '1');
  const value =
    framework.language === 'javascript' && factors.length > 0
      ? `tf.mul(${factors.join(' * ')}, ${call})`
      : [...factors, call].join(' * ');
  return {
    definition: printModule([program], framework),
    statement: `${target} = ${value}${language.end}`,
    open: [...open],
  };
}

/** Of weights and sizes, which are numbers of the language. */
function factorText(factor: Expr, framework: Framework): string {
  const scope: Scope = {
    framework,
    spell: (name) => name,
    numbers: freeSymbols(factor),
    shorthands: [],
  };
  const text = bound(print(factor, scope), 'product');
  return layOut(text, { ...languages[framework.language].page, width: Infinity }, '');
}
