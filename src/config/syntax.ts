// Text to a small tree of maps, lists and scalars that know their ranges. The only importer of `yaml`, which
// reads JSON too (`jsonStrictness.ts` reports what JSON itself would refuse). Never throws on any text.

import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, ParsedNode } from 'yaml';
import { checkJsonStrictness } from './jsonStrictness.ts';
import type { ConfigFormat, Problem, Span } from './problem.ts';
import { explainSyntaxError } from './syntaxMessages.ts';

export interface ScalarNode extends Span {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** Nothing is written where the value belongs: `key:` at the end of a line. */
  readonly isBlank: boolean;
}

export interface ListNode extends Span {
  readonly kind: 'list';
  readonly items: readonly ConfigNode[];
}

export interface MapEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: ConfigNode;
}

export interface MapNode extends Span {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
}

export type ConfigNode = ScalarNode | ListNode | MapNode;

export interface SyntaxTree {
  /** Null for a file with no content (blank or comments only) and for text nothing could be made of. */
  readonly root: ConfigNode | null;
  readonly problems: readonly Problem[];
}

/** More nodes than any config holds; bounds what nested aliases can multiply into. */
const nodeLimit = 20_000;

export function parseSyntax(text: string, format: ConfigFormat): SyntaxTree {
  if (isBeyondReason(text)) return { root: null, problems: [unreadable(text)] };
  try {
    const document = parseDocument(text, {
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'error',
    });
    const builder = new TreeBuilder(document);
    const root = document.contents === null ? null : builder.build();
    const strict = format === 'json' ? checkJsonStrictness(text) : [];
    const errors = [...document.errors, ...document.warnings];
    const found = errors.map((error) => explainSyntaxError(text, error));
    // Both readers trip over the same spot in JSON; the strict one explains it in JSON's own terms.
    return {
      root,
      problems: strict.length > 0 ? strict : firstAtEachPlace([...found, ...builder.problems]),
    };
  } catch {
    // Aliases have multiplied past the limit.
    return { root: null, problems: [unreadable(text)] };
  }
}

/** One slip can trip the parser several times over at the same spot; its first word is the best. */
function firstAtEachPlace(problems: readonly Problem[]): readonly Problem[] {
  return problems
    .filter(({ start }, index) => problems.findIndex((other) => other.start === start) === index)
    .slice(0, 20);
}

/** The parser's time grows with the square of the depth, and an editor asks after every key. */
function isBeyondReason(text: string): boolean {
  if (text.length > 262_144 || /(?:[-?] ){64}/u.test(text)) return true;
  let depth = 0;
  for (const [bracket] of text.matchAll(/[{}[\]]/gu)) {
    depth += bracket === '{' || bracket === '[' ? 1 : -1;
    if (depth > 64) return true;
  }
  return false;
}

const unreadable = (text: string): Problem => ({
  start: 0,
  end: text.length,
  severity: 'error',
  code: 'unreadable',
  path: '',
  message:
    'This file is nested too deeply, repeats itself through aliases, or is larger than 256 KiB, so it is not read. ' +
    'A config is a page of text, at most five levels deep.',
});

const badAlias = ({ start, end }: Span): Problem => ({
  start,
  end,
  severity: 'error',
  code: 'syntax',
  path: '',
  message: 'This alias points to no anchor above it. Write the value out, or mark it with `&name`.',
});

/** Turns the parser's nodes into ours, following aliases to what they stand for. */
class TreeBuilder {
  readonly #document: Document.Parsed;
  readonly #open = new Set<unknown>();
  /** Aliases that lead nowhere, or back into what they stand in. */
  readonly problems: Problem[] = [];
  #count = 0;

  constructor(document: Document.Parsed) {
    this.#document = document;
  }

  build(): ConfigNode {
    return this.#node(this.#document.contents, 0);
  }

  #node(node: ParsedNode | null | undefined, at: number): ConfigNode {
    if (++this.#count > nodeLimit) throw new RangeError(`more than ${nodeLimit} nodes`);
    if (!node) return blank(at);
    if (isAlias(node)) {
      const target = node.resolve(this.#document) as ParsedNode | undefined;
      if (target !== undefined && !this.#open.has(target)) return this.#node(target, at);
      this.problems.push(badAlias(spanOf(node.range)));
      return blank(node.range[0]);
    }
    if (isScalar(node)) return scalar(node);
    this.#open.add(node);
    const built = isMap(node) ? this.#map(node) : isSeq(node) ? this.#list(node) : blank(at);
    this.#open.delete(node);
    return built;
  }

  #list(node: { items: unknown[]; range: readonly number[] }): ListNode {
    const span = spanOf(node.range);
    const items = node.items.map((item) =>
      this.#node(isEntry(item) ? null : (item as ParsedNode | null), span.start),
    );
    return { kind: 'list', ...span, items };
  }

  #map(node: { items: unknown[]; range: readonly number[] }): MapNode {
    const span = spanOf(node.range);
    const entries = node.items.filter(isEntry).map((pair) => this.#entry(pair, span.start));
    return { kind: 'map', ...span, entries };
  }

  #entry(pair: { key: unknown; value: unknown }, at: number): MapEntry {
    const key = this.#node(pair.key as ParsedNode | null, at);
    return {
      key: key.kind === 'scalar' ? String(key.value ?? '') : '',
      keySpan: { start: key.start, end: key.end },
      value: this.#node(pair.value as ParsedNode | null, key.end),
    };
  }
}

const isEntry = (item: unknown): item is { key: unknown; value: unknown } =>
  typeof item === 'object' && item !== null && 'key' in item && 'value' in item && !isScalar(item);

const spanOf = (range: readonly number[]): Span => ({ start: range[0] ?? 0, end: range[1] ?? 0 });

const blank = (at: number): ScalarNode => ({
  kind: 'scalar',
  start: at,
  end: at,
  value: null,
  isBlank: true,
});

function scalar(node: { value: unknown; range?: readonly number[] | null }): ScalarNode {
  const span = spanOf(node.range ?? []);
  const { value } = node;
  const isPlain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return {
    kind: 'scalar',
    ...span,
    value: isPlain ? value : null,
    isBlank: value === null && span.start === span.end,
  };
}
