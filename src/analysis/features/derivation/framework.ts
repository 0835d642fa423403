// The framework a program is written in, of those that formulas are printed in.

import type { Program, Statement } from '../../syntax/ast.ts';
import { bodyOf } from '../../syntax/program.ts';

/** Modules by which a framework is known; ids of `elbo/source`. */
const modules: readonly (readonly [id: string, pattern: RegExp])[] = [
  ['pytorch', /^(?:torch|pyro|pytorch_lightning|lightning)(?:\.|$)/u],
  ['jax', /^(?:jax|flax|haiku|optax|numpyro|distrax|equinox)(?:\.|$)/u],
  ['tensorflow', /^(?:tensorflow|keras|tensorflow_probability|tf_keras)(?:\.|$)/u],
  ['tfjs', /^@tensorflow\//u],
];

/** The first that is imported; else what most programs of the language use. */
export function frameworkOf(program: Program): string {
  const imported = bodyOf(program).flatMap((statement: Statement) =>
    statement.kind === 'import' ? [statement.module] : [],
  );
  const found = modules.find(([, pattern]) => imported.some((module) => pattern.test(module)));
  return found?.[0] ?? (program.language === 'python' ? 'pytorch' : 'tfjs');
}
