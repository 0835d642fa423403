// Draws and KLs of one posterior: which variable each reads its scale from, and whether those are the same one.

import type { Code } from '../analysis/lowering/code.ts';
import type { Term } from '../analysis/recognition/term.ts';
import type { Context } from './context.ts';
import { labelOfScale, type ScaleVariable, scalesOf } from './scaleVariables.ts';

/** A scale as a term reads it, traced to the variable it comes from. */
export interface Head extends ScaleVariable {
  readonly term: Term;
  readonly label: string;
}

export function headsOf(term: Term): readonly Head[] {
  return scalesOf(term).map((scale) => ({ ...scale, term, label: labelOfScale(scale) }));
}

export function drawHeads(context: Context): readonly Head[] {
  return context
    .terms()
    .filter(({ kind, match }) => kind === 'reparameterize' && match !== null)
    .flatMap(headsOf);
}

/** Of closed forms and of KLs at a sample: the posterior's scale comes first. */
export function klHeads(context: Context): readonly Head[] {
  return context
    .terms()
    .filter(({ kind, match }) => kind === 'kl' && match !== null)
    .flatMap((term) => headsOf(term).slice(0, 1));
}

/** By the flow of values, by their name alone, or not the same. */
export function sameHead(context: Context, a: Head, b: Head): 'flow' | 'name' | null {
  const isOneFunction = a.term.functionSpan.from === b.term.functionSpan.from;
  const [one, other] = [a, b].map((head) => originsOf(context, head, isOneFunction)) as [
    ReadonlySet<string>,
    ReadonlySet<string>,
  ];
  for (const origin of one) if (other.has(origin)) return 'flow';
  const isNamed = a.label === b.label && /^[A-Za-z_]\w*$/u.test(a.label);
  return isNamed ? 'name' : null;
}

/** A value by where it was given its name: the same statement may be executed for several inputs. */
function originsOf(
  context: Context,
  { value, term }: Head,
  isOneFunction: boolean,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const node of context.flow().origins(value, context.addressOf(term))) {
    // Parameters of two functions are one symbol where they have one name.
    if (isParameter(node) && !isOneFunction) continue;
    const isStatement = node.kind === 'named' && !node.name.startsWith('@');
    found.add(isStatement ? `${node.name} ${node.span.from}` : `#${node.id}`);
  }
  return found;
}

function isParameter(node: Code): boolean {
  return node.kind === 'symbol' && node.symbol.origin === 'parameter';
}
