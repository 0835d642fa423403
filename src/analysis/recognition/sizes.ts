// Sizes and settings of a loss, each with the place it is read from: from what the code states of a term's
// variables, or from what a person says in a comment: `# elbo: D=784, d=20`.

import { type Code, unnamed } from '../lowering/code.ts';
import { labelOf } from '../lowering/machine.ts';
import type { Source } from '../neighbours.ts';
import type { Unit, Width } from '../lowering/unit.ts';
import type { Chunk, Program, Span } from '../syntax/ast.ts';
import type { Knowledge } from './knowledge.ts';
import type { Piece } from './piece.ts';

export interface Size {
  readonly symbol: string;
  readonly value: number;
  /** Where it is stated. */
  readonly span: Span;
  /** The file that is in; null for the file being read. */
  readonly source: Source | null;
  /** A person gave it apart from all code; then it has no place. */
  readonly isGiven: boolean;
}

const nowhere: Span = { from: 0, to: 0 };

/** What a person states in comments beginning with `elbo:`. */
export interface Stated {
  readonly name: string;
  readonly value: number;
  readonly span: Span;
}

/** Sizes that a person gave for a document. */
export type GivenSizes = ReadonlyMap<string, number>;

/** Data dimensions and latent dimensions. */
export type SizeSymbol = 'D' | 'd';

const pair = /([A-Za-z_][\w.]*)\s*=\s*([-+]?\d[\d_]*\.?\d*(?:e[-+]?\d+)?)/giu;

export function statedSizesIn({ chunks }: Program): readonly Stated[] {
  return chunks.flatMap(({ comments }) => (comments.length === 0 ? [] : statedSizes(comments)));
}

const stated = new WeakMap<Chunk['comments'], readonly Stated[]>();

function statedSizes(comments: Chunk['comments']): readonly Stated[] {
  const known = stated.get(comments);
  if (known) return known;
  const found = comments.flatMap(({ text, from, to }) => {
    const list = /^\s*elbo\s*:(.*)$/iu.exec(text)?.[1];
    if (list === undefined) return [];
    return [...list.matchAll(pair)].map(([, name = '', number = '']) => ({
      name,
      value: Number(number.replaceAll('_', '')),
      span: { from, to },
    }));
  });
  stated.set(comments, found);
  return found;
}

/** Numbers of configuration files beside the code: asked for only where the code says nothing. */
export type Configured = () => ReadonlyMap<string, Width>;

const settingNames = {
  d: /^(?:(?:n_?)?(?:latents?|z|code|hidden_z)_?(?:dims?|size|features|variables?)?|nz|n_z|dim_?z|embedding_dim)$/iu,
  D: /^(?:original_?dim|input_?(?:dim|size)|x_?dim|data_?dim|n_?input|image_?dim|dim_?x)$/iu,
};

/** The size of the term's variables; a statement in a comment of the same function comes before one elsewhere. */
export function sizeOf(
  symbol: SizeSymbol,
  piece: Piece | undefined,
  knowledge: Knowledge,
  stated: readonly Stated[],
): Size | null {
  const given = knowledge.given().get(symbol);
  if (given !== undefined)
    return { symbol, value: given, span: nowhere, source: null, isGiven: true };
  const said = stated.find(({ name }) => name === symbol);
  if (said) return { symbol, value: said.value, span: said.span, source: null, isGiven: false };
  const roles = piece?.match?.roles ?? [];
  const width =
    first(roles, (role) => knowledge.widthOf(unnamed(role)) ?? knowledge.widthOf(role)) ??
    first(roles, (role) => knowledge.widthOfName(labelOf(role))) ??
    knowledge.settingOf(symbol);
  return width && { symbol, value: width.value, span: width.span, source: null, isGiven: false };
}

function first<T, Found>(list: readonly T[], find: (item: T) => Found | null): Found | null {
  for (const item of list) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

/** What all of a document's code states of sizes. */
export class WrittenSizes {
  readonly #units: readonly Unit[];
  readonly #configured: Configured;
  readonly stated: readonly Stated[];
  #widths: ReadonlyMap<Code, Width> | undefined;
  #names: ReadonlyMap<string, readonly Width[]> | undefined;
  #settings: ReadonlyMap<string, readonly Width[]> | undefined;
  readonly #settingsOf = new Map<SizeSymbol, Width | null>();

  constructor(units: readonly Unit[], stated: readonly Stated[], configured: Configured) {
    this.#configured = configured;
    this.#units = units;
    this.stated = stated;
  }

  /** The width of what a layer returns or a view has, and of what is computed from it element by element. */
  widthOf(node: Code): Width | null {
    this.#widths ??= new Map(this.#units.flatMap(({ widths }) => [...widths]));
    const own = (node.kind === 'symbol' && node.symbol.width) || this.#widths.get(node);
    if (own) return own;
    const inner =
      node.kind === 'named'
        ? node.value
        : node.kind === 'apply'
          ? node.args[0]
          : node.kind === 'choice'
            ? node.alternatives[0]
            : undefined;
    return inner ? this.widthOf(inner) : null;
  }

  /** The one width of all values of this name that have one. */
  widthOfName(name: string): Width | null {
    this.#names ??= merged(this.#units.map(({ widthsOfNames }) => widthsOfNames));
    return onlyOne(this.#names.get(name) ?? []);
  }

  /** `latent_dim = 20`, where the document, else the configuration beside it, gives one value to one such name. */
  settingOf(symbol: SizeSymbol): Width | null {
    const known = this.#settingsOf.get(symbol);
    if (known !== undefined) return known;
    const setting = this.#onlySetting(symbol);
    this.#settingsOf.set(symbol, setting);
    return setting;
  }

  #onlySetting(symbol: SizeSymbol): Width | null {
    this.#settings ??= merged(this.#units.map(({ settings }) => settings));
    const found = [...this.#settings]
      .filter(([name]) => settingNames[symbol].test(name))
      .flatMap(([, widths]) => widths)
      .filter(isSize);
    if (found.length > 0) return onlyOne(found);
    const configured = [...this.#configured()].filter(([name]) => settingNames[symbol].test(name));
    return onlyOne(configured.map(([, width]) => width).filter(isSize));
  }
}

function isSize({ value }: Width): boolean {
  return Number.isInteger(value) && value > 0;
}

function merged(
  maps: readonly ReadonlyMap<string, readonly Width[]>[],
): ReadonlyMap<string, readonly Width[]> {
  const all = new Map<string, Width[]>();
  for (const map of maps) {
    for (const [name, widths] of map) {
      const known = all.get(name);
      if (known) known.push(...widths);
      else all.set(name, [...widths]);
    }
  }
  return all;
}

/** The first, if all say the same. */
function onlyOne(widths: readonly Width[]): Width | null {
  const [only] = widths;
  return only && widths.every(({ value }) => value === only.value) ? only : null;
}
