// ELBO206: PyTorch's kl_div is given log q and p, which is KL(p‖q).

import { labelOf } from '../../../analysis/lowering/machine.ts';
import { log, over, symbol, times } from '../../../elbo/expr/build.ts';
import { type Code, unnamed } from '../../../analysis/lowering/code.ts';
import type { Context } from '../../context.ts';
import { type KlDiv, klDivsOf, sidesOf } from '../../klDiv.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO206',
  name: 'kl-div-api-order',
  severity: 'warning',
  what: 'The first argument of `kl_div` is the second distribution: `kl_div(log q, p)` is KL(p‖q).',
  why:
    '`F.kl_div(input, target)` is the sum of target · (log target − input): KL(target ‖ exp(input)). The posterior given first is the ' +
    'one the KL is taken to. For q = (0.9, 0.1) against a uniform p that is 0.511 nats where KL(q‖p) is 0.368.',
  instead: 'Give the logarithm of the prior first and the posterior second.',
  quantity: {
    name: 'sum over classes of',
    formula: times(symbol('p'), log(over(symbol('p'), symbol('q')))),
  },
  sources: ['pytorch issue 57459'],
  needs:
    'Which of the two is the prior: by both names, or one of them being the same for all classes.',
  *check(context) {
    for (const one of klDivsOf(context))
      if (isPosterior(one.input) && isPrior(one.target)) yield draftOf(context, one);
  },
};

/** `log_q`, `qy.log()`: whatever its logarithm is of. */
function labelBelow(node: Code): string {
  const value = unnamed(node);
  if (node.kind === 'named' && !node.name.startsWith('@')) return node.name;
  if (value.kind === 'apply' && value.args[0]) return labelBelow(value.args[0]);
  if (value.kind === 'add')
    return labelBelow(value.terms.find(({ kind }) => kind !== 'number') ?? value);
  if (value.kind === 'symbol' && value.symbol.callee !== null && value.symbol.args[0])
    return labelBelow(value.symbol.args[0]);
  return labelOf(value);
}

const isPosterior = (node: Code): boolean =>
  /^(?:self\.)?(?:log_?)?(?:q(?:$|_|[yz]|probs?|logits)|posterior)\w*$/iu.test(labelBelow(node));

const isPrior = (node: Code): boolean =>
  /^(?:self\.)?(?:log_?)?(?:p(?:$|_|z|y(?:$|_))|\w*prior|uniform)\w*$/iu.test(labelBelow(node)) ||
  isUniform(node);

function isUniform(node: Code): boolean {
  const value = unnamed(node);
  if (value.kind === 'number') return value.value > 0 && value.value < 1;
  // ones / K
  return value.kind === 'power' && value.exponent.kind === 'number' && value.exponent.value === -1;
}

function draftOf(context: Context, one: KlDiv): Draft {
  return {
    span: one.span,
    symbol: one.symbol,
    message:
      'kl_div(log q, p) is KL(p‖q), from the prior to the posterior; the ELBO needs KL(q‖p). Give log p first and q second.',
    proof: 'for q = (0.9, 0.1) and p = (0.5, 0.5) the call gives 0.511 nats, KL(q‖p) is 0.368',
    fixes: () => fixes(context, one),
  };
}

/** Logarithms are taken and taken off where they stand. */
function* fixes(context: Context, one: KlDiv): Generator<FixDraft> {
  const sides = sidesOf(one);
  if (!sides) return;
  const [input, target] = sides;
  const [q, p] = sides.map(({ from, to }) => context.text.slice(from, to)) as [string, string];
  const atom = (text: string) => (/^[\w.]+(?:\([^()]*\))?$/u.test(text) ? text : `(${text})`);
  const [log, plain] = one.isTargetLog
    ? [p, q]
    : [`${atom(p)}.log()`, q.endsWith('.log()') ? q.slice(0, -6) : `${atom(q)}.exp()`];
  yield {
    title: 'Take KL(q‖p)',
    edits: [
      { from: input.from, to: input.to, text: log },
      { from: target.from, to: target.to, text: plain },
    ],
    kind: 'refactoring',
    keeps: null,
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch.nn.functional as F

def kl_loss(log_q, prior):
    return F.kl_div(log_q, prior, reduction='batchmean')
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'from the prior to the posterior',
      twin: ['log_q, prior, reduction', 'prior.log(), log_q.exp(), reduction'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def kl_loss(q_logits, num_classes):
    qy = F.softmax(q_logits, dim=-1)
    uniform = torch.ones_like(qy) / num_classes
    return F.kl_div(qy.log(), uniform, reduction='sum')
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['qy.log(), uniform', 'uniform.log(), qy'],
    },
    {
      framework: 'PyTorch',
      code: `import torch.nn as nn

kl = nn.KLDivLoss(reduction='batchmean', log_target=True)

def kl_loss(log_q_z, log_p_z):
    return kl(log_q_z, log_p_z)
#          ^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['kl(log_q_z, log_p_z)', 'kl(log_p_z, log_q_z)'],
    },
  ],
  traps: [
    {
      why: 'a student is taught by a teacher: no prior, no posterior',
      framework: 'PyTorch',
      code: `import torch.nn.functional as F

def distillation_loss(student_logits, teacher_probs):
    return F.kl_div(F.log_softmax(student_logits, dim=1), teacher_probs, reduction='batchmean')
`,
    },
  ],
};
