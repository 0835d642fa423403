// Sizes and settings of a loss, each with the place it is read from: from what the code states of a term's
// variables, or from what a person says in a comment: `# elbo: D=784, d=20`.

import { unnamed } from '../lowering/code.ts';
import { labelOf, type Machine } from '../lowering/machine.ts';
import type { Chunk, Span } from '../syntax/ast.ts';
import type { Piece } from './split.ts';

export interface Size {
  readonly symbol: string;
  readonly value: number;
  /** Where it is stated. */
  readonly span: Span;
}

/** What a person states in comments beginning with `elbo:`. */
export interface Stated {
  readonly name: string;
  readonly value: number;
  readonly span: Span;
}

const pair = /([A-Za-z_][\w.]*)\s*=\s*([-+]?\d[\d_]*\.?\d*(?:e[-+]?\d+)?)/giu;

export function statedSizes(comments: Chunk['comments']): readonly Stated[] {
  return comments.flatMap(({ text, from, to }) => {
    const list = /^\s*elbo\s*:(.*)$/iu.exec(text)?.[1];
    if (list === undefined) return [];
    return [...list.matchAll(pair)].map(([, name = '', number = '']) => ({
      name,
      value: Number(number.replaceAll('_', '')),
      span: { from, to },
    }));
  });
}

const settingNames = {
  d: /^(?:(?:n_?)?(?:latents?|z|code|hidden_z)_?(?:dims?|size|features|variables?)?|nz|n_z|dim_?z|embedding_dim)$/iu,
  D: /^(?:original_?dim|input_?(?:dim|size)|x_?dim|data_?dim|n_?input|image_?dim|dim_?x)$/iu,
};

/** The size of the term's variables; a statement in a comment of the same function comes before one elsewhere. */
export function sizeOf(
  symbol: 'D' | 'd',
  piece: Piece | undefined,
  machine: Machine,
  stated: readonly Stated[],
): Size | null {
  const said = stated.find(({ name }) => name === symbol);
  if (said) return { symbol, value: said.value, span: said.span };
  const roles = piece?.match?.roles ?? [];
  const widths = [
    ...roles.map((role) => machine.widthOf(unnamed(role)) ?? machine.widthOf(role)),
    ...roles.map((role) => machine.widthOfName(labelOf(role))),
  ];
  const width = widths.find((one) => one !== null) ?? settingOf(symbol, machine);
  return width ? { symbol, value: width.value, span: width.span } : null;
}

/** `latent_dim = 20`, where the document gives one value to one such name. */
function settingOf(symbol: 'D' | 'd', { settings }: Machine) {
  const found = [...settings].filter(([name]) => settingNames[symbol].test(name));
  const values = found
    .flatMap(([, widths]) => widths)
    .filter(({ value }) => Number.isInteger(value) && value > 0);
  const [first] = values;
  return first && values.every(({ value }) => value === first.value) ? first : null;
}
