// From a dotted path to its place in the text, so that a problem met while running lands on the right line.

import type { ConfigFormat, Span } from './problem.ts';
import { parseSyntax } from './syntax.ts';
import type { ConfigNode } from './syntax.ts';

/** The value at `path`, or of the nearest section around it that is written; null in a file with no content. */
export function findPath(text: string, format: ConfigFormat, path: string): Span | null {
  const { root } = parseSyntax(text, format);
  return root && spanAtPath(root, path);
}

/** Like `findPath`, on a tree. A section is marked by its key, and the whole config by its first key. */
export function spanAtPath(root: ConfigNode, path: string): Span {
  let node = root;
  let span = rootSpan(root);
  for (const key of path.split('.')) {
    const step = stepInto(node, key);
    if (!step) return span;
    ({ node, span } = step);
  }
  return span;
}

function rootSpan(root: ConfigNode): Span {
  const first = root.kind === 'map' ? root.entries[0]?.keySpan : undefined;
  return first ?? { start: root.start, end: root.end };
}

function stepInto(node: ConfigNode, key: string): { node: ConfigNode; span: Span } | undefined {
  if (node.kind === 'list') {
    const item = node.items[Number(key)];
    return item && { node: item, span: { start: item.start, end: item.end } };
  }
  if (node.kind === 'scalar') return undefined;
  const entry = node.entries.find((candidate) => candidate.key === key);
  if (!entry) return undefined;
  const { value, keySpan } = entry;
  const isKeyBetter = value.kind === 'map' || value.start === value.end;
  return { node: value, span: isKeyBetter ? keySpan : { start: value.start, end: value.end } };
}
