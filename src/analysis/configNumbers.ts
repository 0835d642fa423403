// Numbers that configuration files give names: one entry a line, as YAML, TOML and JSON are written for people.

import type { Span } from './syntax/ast.ts';

export interface ConfiguredNumber {
  readonly name: string;
  readonly value: number;
  readonly span: Span;
}

const entry =
  /^[ \t]*(?:- )?(?:["']?)([A-Za-z_][\w-]*)(?:["']?)[ \t]*[:=][ \t]*([-+]?\d[\d_]*(?:\.\d*)?(?:e[-+]?\d+)?|[-+]?\.\d+)[ \t]*,?[ \t]*\r?(?:#.*)?$/gimu;

export function configNumbersIn(text: string): readonly ConfiguredNumber[] {
  return [...text.matchAll(entry)].map(({ 0: whole, 1: name = '', 2: number = '', index }) => {
    const from = index + whole.indexOf(name);
    return {
      name: name.replaceAll('-', '_'),
      value: Number(number.replaceAll('_', '')),
      span: { from, to: index + whole.indexOf(number, from - index + name.length) + number.length },
    };
  });
}

/** Configuration by its name; what tools are configured with says nothing of a model. */
export function isConfigFile(name: string): boolean {
  return (
    /\.(?:ya?ml|toml|json)$/iu.test(name) &&
    !/^(?:package(?:-lock)?|tsconfig.*|jsconfig|pyproject|composer|environment.*|conda.*|docker.*|mkdocs|renovate|deno|bun|\..*|.*lock)\.\w+$/iu.test(
      name,
    )
  );
}

/** Folders that hold such files. */
export function isConfigFolder(name: string): boolean {
  return /^(?:configs?|conf|cfgs?|configuration|hparams?|params?|settings|hyperparameters?)$/iu.test(
    name,
  );
}
