// Lists of nodes as keys: nodes filed under a number made of their ids, lists compared in order or as sets.

import type { Code } from './code.ts';

/** Different nodes in order, each with its place; a long sum is searched by a map. */
export class Places {
  readonly nodes: Code[] = [];
  #map: Map<Code, number> | undefined;

  /** Where the node stands; -1, and it is put last, if it is new. */
  take(node: Code): number {
    const { nodes } = this;
    const known = this.#map ? (this.#map.get(node) ?? -1) : nodes.indexOf(node);
    if (known >= 0) return known;
    nodes.push(node);
    if (this.#map) this.#map.set(node, nodes.length - 1);
    else if (nodes.length > 12) this.#map = new Map(nodes.map((one, at) => [one, at]));
    return -1;
  }
}

/** Nodes filed under a number: nearly always one. */
export class Shelf<T extends Code> {
  readonly #nodes = new Map<number, T[]>();

  find(key: number, isEqual: (node: T) => boolean): T | undefined {
    const here = this.#nodes.get(key);
    if (here === undefined) return undefined;
    for (const node of here) if (isEqual(node)) return node;
    return undefined;
  }

  put(key: number, node: T): T {
    const here = this.#nodes.get(key);
    if (here === undefined) this.#nodes.set(key, [node]);
    else here.push(node);
    return node;
  }
}

export function sameNodes(a: readonly Code[], b: readonly Code[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

/** No node stands twice in a sum or a product. */
export function sameSet(a: readonly Code[], b: readonly Code[]): boolean {
  if (a.length !== b.length) return false;
  if (sameNodes(a, b)) return true;
  if (a.length > 12) {
    const all = new Set(b);
    return a.every((node) => all.has(node));
  }
  for (const node of a) if (!b.includes(node)) return false;
  return true;
}

export function hashOf(nodes: readonly Code[]): number {
  let hash = 17;
  for (const node of nodes) hash = (Math.imul(hash, 31) + node.id) | 0;
  return hash;
}

/** The same for every order. */
export function hashOfSet(nodes: readonly Code[]): number {
  let hash = nodes.length;
  for (const node of nodes) hash = (hash + Math.imul(node.id, 0x9e3779b1)) | 0;
  return hash;
}
