// Edits between losses of probabilities and losses of logits: the library's other loss, or the sigmoid taken away.

import type { Term } from '../../analysis/recognition/term.ts';
import type { Expression } from '../../analysis/syntax/ast.ts';
import type { Context } from '../context.ts';
import type { FixDraft } from '../rule.ts';
import { type Call, callsIn, isAtomic, lastName, nodesIn, statementAt } from '../syntax.ts';

const sigmoids: ReadonlySet<string> = new Set(['sigmoid', 'expit']);

/** `f(sigmoid(h))` to `f(h)`, where the sigmoid stands in the loss's own statement. */
export function* withoutSigmoid(context: Context, term: Term): Generator<FixDraft> {
  const statement = statementAt(context.program(), term.span.from);
  const call = statement && callsIn(statement, sigmoids).find(({ args }) => args.length <= 1);
  if (!call) return;
  const inner = call.args[0]?.value ?? objectOf(call);
  if (!inner) return;
  const text = context.text.slice(inner.from, inner.to);
  yield {
    title: 'Take the sigmoid away',
    edits: [{ from: call.from, to: call.to, text: isAtomic(inner) ? text : `(${text})` }],
    kind: 'refactoring',
    keeps: null,
  };
}

const objectOf = ({ callee }: Call): Expression | undefined =>
  callee.kind === 'member' ? callee.object : undefined;

const ofLogits = 'binary_cross_entropy_with_logits';
const ofProbabilities = 'binary_cross_entropy';

/** `F.binary_cross_entropy_with_logits` to `F.binary_cross_entropy`. */
export function* probabilitiesInstead(context: Context, term: Term): Generator<FixDraft> {
  yield* renamed(context, term, ofLogits, ofProbabilities, 'Use the loss for probabilities');
}

/** And back; of a Bernoulli object, the other parameter. */
export function* logitsInstead(context: Context, term: Term): Generator<FixDraft> {
  const title = 'Use the loss for logits';
  yield* renamed(context, term, ofProbabilities, ofLogits, title);
  const statement = statementAt(context.program(), term.span.from);
  if (!statement) return;
  const [keras] = callsIn(statement, new Set(['binary_crossentropy', 'BinaryCrossentropy']));
  const last = keras?.args.at(-1)?.value;
  if (last)
    yield {
      title,
      edits: [{ from: last.to, to: last.to, text: ', from_logits=True' }],
      kind: 'refactoring',
      keeps: null,
    };
  for (const node of nodesIn(statement)) {
    if (node.kind !== 'call' || lastName(node.callee) !== 'Bernoulli') continue;
    const [first] = node.args;
    if (!first || (first.name !== null && first.name !== 'probs')) continue;
    const { value } = first;
    const text = `logits=${context.text.slice(value.from, value.to)}`;
    const from = first.name === null ? value.from : value.from - 'probs='.length;
    yield { title, edits: [{ from, to: value.to, text }], kind: 'refactoring', keeps: null };
  }
}

function* renamed(
  context: Context,
  term: Term,
  before: string,
  after: string,
  title: string,
): Generator<FixDraft> {
  const statement = statementAt(context.program(), term.span.from);
  const [call] = statement ? callsIn(statement, new Set([before])) : [];
  if (!call) return;
  const { to } = call.callee;
  yield {
    title,
    edits: [{ from: to - before.length, to, text: after }],
    kind: 'refactoring',
    keeps: null,
  };
}
