// Programs -> the text of a module in a framework: imports, helpers that are needed, one documented function each.

import type { Axis } from '../axes.ts';
import type { Expr } from '../expr/expr.ts';
import { freeSymbols } from '../expr/walk.ts';
import { axesOfSymbol } from '../families/computed.ts';
import type { Code } from './code.ts';
import type { Framework, Helper } from './framework.ts';
import { layOut } from './layout.ts';
import { languages, type Language } from './language.ts';
import { canPrint, print, type Scope } from './print.ts';
import type { Program, ProgramParameter } from './program.ts';
import { shorthandsOf } from './shorthands.ts';

/** Symbols that stand for one number of the data: programs take them as numbers of the language. */
const numbers: ReadonlySet<string> = new Set(['binWidth', 'minimum', 'maximum', 'categories']);

/** The module's text, which ends with a newline. */
export function printModule(programs: readonly Program[], framework: Framework): string {
  const language = languages[framework.language];
  const functions = programs.map((program) => printFunction(program, framework));
  const helpers = neededHelpers(functions, framework).map(({ text }) => text);
  const body = [...helpers, ...functions];
  const used = framework.imports.filter(({ word }) => uses(body, word));
  const imports = used.map(({ line }) => line).join('\n');
  return `${[imports, ...body].join(language.betweenFunctions)}\n`;
}

/** The name that the program has in the framework's language. */
export const functionName = ({ words }: Program, framework: Framework): string =>
  languages[framework.language].joinWords(words);

/** The names of the function's arguments in the formula, in order. */
export const argumentNames = (program: Program, framework: Framework): readonly string[] =>
  parametersOf(program, framework).map(({ name }) => name);

const formulaOf = ({ element, words }: Program, framework: Framework): Expr => {
  const found = element.formulas.find((formula) => canPrint(formula, framework));
  if (found === undefined) throw new Error(`${framework.name} cannot state ${words.join(' ')}`);
  return found;
};

function parametersOf(program: Program, framework: Framework): readonly ProgramParameter[] {
  const free = freeSymbols(formulaOf(program, framework));
  return program.parameters.filter(({ name }) => free.has(name));
}

function printFunction(program: Program, framework: Framework): string {
  const language = languages[framework.language];
  const formula = formulaOf(program, framework);
  const shorthands = shorthandsOf(formula);
  const plain: Scope = { framework, spell: language.spell, numbers, shorthands: [] };
  const scope: Scope = { ...plain, shorthands };
  const { name } = program.element;
  const lines = [
    ...shorthands.map((part) => assign(language, part.name, print(part.expr, plain))),
    assign(language, name, print(formula, scope)),
    layOut(endOf(language, print(program.result, plain)), language.page, language.returns),
  ];
  const parameters = parametersOf(program, framework);
  return language.define({
    name: functionName(program, framework),
    parameters: parameters.map((parameter) => language.spell(parameter.name)),
    documentation: [
      program.summary,
      ...parameters.map((one) => documented(one, formula, language)),
    ],
    lines,
  });
}

const endOf = ({ end }: Language, { doc }: Code) => [doc, end];

const assign = (language: Language, name: string, code: Code): string =>
  layOut(endOf(language, code), language.page, language.assigns(language.spell(name)));

function documented(
  { name, meaning }: ProgramParameter,
  formula: Expr,
  language: Language,
): string {
  const axes = axesOfSymbol(formula, name).filter((axis): boolean => axis !== 'sample');
  return `${language.spell(name)}: ${meaning} ${numbers.has(name) ? 'A number.' : shape(axes)}`;
}

const shape = (axes: readonly Axis[]): string =>
  axes.length === 0 ? 'Any shape that broadcasts.' : `Shape (${axes.join(', ')}).`;

/** Whether a text says `word`, not as the end of a longer name. */
const uses = (texts: readonly string[], word: string): boolean => {
  const pattern = new RegExp(`(?<![\\w.])${word.replaceAll(/[.(]/gu, '\\$&')}`, 'u');
  return texts.some((text) => pattern.test(text));
};

/** Those that functions call, and those that these call. */
function neededHelpers(functions: readonly string[], { helpers }: Framework): readonly Helper[] {
  const needed = new Set<Helper>();
  for (const helper of helpers.toReversed()) {
    const texts = [...functions, ...[...needed].map(({ text }) => text)];
    if (uses(texts, `${helper.name}(`)) needed.add(helper);
  }
  return helpers.filter((helper) => needed.has(helper));
}
