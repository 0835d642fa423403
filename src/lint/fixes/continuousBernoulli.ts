// `Use the continuous Bernoulli`: the library's density in place of a cross-entropy, where the library has one.

import type { Term } from '../../analysis/recognition/term.ts';
import type { Context } from '../context.ts';
import type { FixDraft } from '../rule.ts';
import { argumentNamed, callsIn, lastName, statementAt } from '../syntax.ts';

const losses = new Map([
  ['binary_cross_entropy', 'probs'],
  ['binary_cross_entropy_with_logits', 'logits'],
]);

/** `-ContinuousBernoulli(probs=p).log_prob(x).sum()` */
export function* continuousBernoulli(context: Context, term: Term): Generator<FixDraft> {
  const statement = statementAt(context.program(), term.span.from);
  const [call] = statement ? callsIn(statement, new Set(losses.keys())) : [];
  if (!call) return;
  const input = argumentNamed(call, 'input', 0)?.value;
  const target = argumentNamed(call, 'target', 1)?.value;
  const parameter = losses.get(lastName(call.callee));
  if (!input || !target || parameter === undefined) return;
  const text = ({ from, to }: { from: number; to: number }) => context.text.slice(from, to);
  const given = argumentNamed(call, 'reduction')?.value;
  const legacy = argumentNamed(call, 'size_average')?.value;
  const reduction =
    given?.kind === 'string'
      ? given.value
      : legacy?.kind === 'constant' && legacy.value === false
        ? 'sum'
        : 'mean';
  const suffix = reduction === 'none' ? '' : `.${reduction}()`;
  yield {
    title: 'Use the continuous Bernoulli',
    edits: [
      {
        from: call.from,
        to: call.to,
        text: `-torch.distributions.ContinuousBernoulli(${parameter}=${text(input)}).log_prob(${text(target)})${suffix}`,
      },
    ],
    kind: 'refactoring',
    keeps: null,
  };
}
