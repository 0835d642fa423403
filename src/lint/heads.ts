// Draws and KLs of one posterior: which variable each reads its scale from, and whether those are the same one.

import type { Code } from '../analysis/lowering/code.ts';
import type { Term } from '../analysis/recognition/term.ts';
import type { Context } from './context.ts';
import {
  labelOfScale,
  namedReadings,
  type ScaleVariable,
  scalesOf,
  tracedBy,
} from './scaleVariables.ts';

/** A scale as a term reads it, traced to the variable it comes from. */
export interface Head extends ScaleVariable {
  readonly term: Term;
  readonly label: string;
}

export function headsOf(term: Term): readonly Head[] {
  return scalesOf(term).map((scale) => headOf(term, scale));
}

const headOf = (term: Term, scale: ScaleVariable): Head =>
  Object.assign(scale, { term, label: labelOfScale(scale) });

/** Every name a term's scale goes by on its way, with what it is read as under that name. */
export function readingsOf(context: Context, term: Term): readonly Head[] {
  const value = term.piece?.kernel ?? context.valueAt(term)?.value;
  const { match } = term;
  const { parameter } = match ?? {};
  const at = match?.basis.scales[0];
  const role = at === undefined ? undefined : match?.roles[at];
  if (!value || !role || !parameter) return headsOf(term).slice(0, 1);
  const leaf = { value: role, parameter };
  const steps = [...tracedBy(leaf), ...namedReadings(value, leaf)];
  return steps.map((scale) => headOf(term, { ...scale }));
}

/** Draws by reparameterisation whose formula is known. */
export function draws(context: Context): readonly Term[] {
  return context.terms().filter(({ kind, match }) => kind === 'reparameterize' && match !== null);
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
  const isNamed = a.label === b.label && a.label !== '';
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
