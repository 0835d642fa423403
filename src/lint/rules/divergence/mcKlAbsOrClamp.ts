// ELBO210: a KL at a sample has its sign taken away.

import { apply, minus, symbol } from '../../../elbo/expr/build.ts';
import { type Code, type CodeFunction, partsOf, unnamed } from '../../../analysis/lowering/code.ts';
import { namedSense } from '../../../analysis/recognition/names.ts';
import type { Piece } from '../../../analysis/recognition/piece.ts';
import type { Context } from '../../context.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';
import { lastName, nodesIn, statementAt } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO210',
  name: 'mc-kl-abs-or-clamp',
  severity: 'warning',
  what: 'A KL at a sample, log q(z|x) − log p(z), is passed through `abs`, `relu` or a clamp at 0.',
  why:
    'At one sample the difference may be negative; only its average is the KL. Without its sign it is biased upwards, most of all ' +
    'where q is close to the prior: there the KL is 0 and the average of its absolute value is not.',
  instead:
    'Leave it as it is, average over more samples, or use the closed form where both are Gaussian.',
  quantity: { name: 'bias', formula: minus(apply('abs', symbol('KL at z')), symbol('KL at z')) },
  sources: ['jaywalnut310/vits issue 6'],
  needs: null,
  *check(context) {
    const told = new Set<string>();
    for (const { value, span, symbol: name } of context.values()) {
      const found = signless(context, value);
      const key = found && `${name} ${found.node.id}`;
      if (!found || key === null || told.has(key)) continue;
      told.add(key);
      yield draftOf(context, { span, symbol: name }, found.fn);
    }
  },
};

interface Signless {
  readonly node: Code;
  readonly fn: CodeFunction;
}

/** Not below a name: the statement that gave it is asked by itself. */
function signless(context: Context, value: Code): Signless | null {
  const visit = (node: Code, isTop: boolean): Signless | null => {
    if (node.kind === 'named' && !isTop) return null;
    if (
      node.kind === 'apply' &&
      isFloor(node) &&
      node.args[0] &&
      isSampledKl(context, node.args[0])
    )
      return { node, fn: node.fn };
    for (const part of partsOf(node)) {
      const found = visit(part, false);
      if (found) return found;
    }
    return null;
  };
  return visit(value.kind === 'named' ? value.value : value, true);
}

function isFloor({ fn, args }: Extract<Code, { kind: 'apply' }>): boolean {
  if (fn === 'abs' || fn === 'relu') return true;
  const [, bound] = args;
  const isZero =
    bound !== undefined &&
    unnamed(bound).kind === 'number' &&
    (unnamed(bound) as { value: number }).value === 0;
  return (fn === 'clip' || fn === 'maximum') && isZero;
}

/** log q - log p of a sample that is not averaged over many. */
function isSampledKl(context: Context, node: Code): boolean {
  const pieces = context.piecesOf(node);
  const isSample = pieces.some(
    ({ sense, match }) =>
      sense?.kind === 'kl' && match !== null && match.basis.id.startsWith('klSample'),
  );
  if (isSample) return true;
  const of = (piece: Piece) => namedSense(piece, true);
  const [q, p] = [
    pieces.find((one) => of(one) === 'logPosterior'),
    pieces.find((one) => of(one) === 'logPrior'),
  ];
  return (
    pieces.length === 2 && q !== undefined && p !== undefined && q.coefficient * p.coefficient < 0
  );
}

const words: Partial<Record<CodeFunction, string>> = {
  abs: 'its absolute value',
  relu: 'its positive part',
};

function draftOf(context: Context, place: Pick<Draft, 'span' | 'symbol'>, fn: CodeFunction): Draft {
  return {
    ...place,
    message: `log q(z|x) − log p(z) at one sample may be negative, and ${words[fn] ?? 'a clamp at 0'} biases it: at q = p the KL is 0 and this is not. Leave its sign.`,
    proof:
      'for q = N(0.1, 1), p = N(0, 1) the KL is 0.005 nats; |log q − log p| = |0.1 z − 0.005| is 0.08 on average',
    fixes: () => fixes(context, place),
  };
}

function* fixes(context: Context, { span }: Pick<Draft, 'span'>): Generator<FixDraft> {
  const statement = statementAt(context.program(), span.from);
  if (!statement) return;
  for (const node of nodesIn(statement)) {
    if (
      node.kind !== 'call' ||
      !/^(?:abs|absolute|relu|clamp|clip)_?$/u.test(lastName(node.callee))
    )
      continue;
    const object = node.callee.kind === 'member' ? node.callee.object : null;
    const isModule =
      object?.kind === 'name' && /^(?:torch|tf|jnp|np|F|nn|K|math)$/u.test(object.name);
    const inner = isModule || !object || object.kind === 'member' ? node.args[0]?.value : object;
    if (!inner) continue;
    yield {
      title: 'Leave its sign',
      edits: [
        {
          from: node.from,
          to: node.to,
          text: `(${context.text.slice(inner.from, inner.to).replace(/^\((.*)\)$/u, '$1')})`,
        },
      ],
      kind: 'refactoring',
      keeps: null,
    };
    return;
  }
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Normal

def kl_at_sample(z, mu, std):
    log_q = Normal(mu, std).log_prob(z).sum(-1)
    log_p = Normal(0., 1.).log_prob(z).sum(-1)
    kl = torch.abs(log_q - log_p)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl.mean()
`,
      says: 'its absolute value biases it',
      twin: ['torch.abs(log_q - log_p)', '(log_q - log_p)'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def kl_at_sample(log_q_z, log_p_z):
    kl = tf.nn.relu(log_q_z - log_p_z)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return tf.reduce_mean(kl)
`,
      says: 'its positive part',
      twin: ['tf.nn.relu', 'tf.identity'],
    },
    {
      framework: 'JAX',
      code: `import jax.numpy as jnp
import distrax

def kl_at_sample(z, mean, std):
    log_q = distrax.Normal(mean, std).log_prob(z)
    log_p = distrax.Normal(0., 1.).log_prob(z)
    return jnp.mean(jnp.sum(jnp.clip(log_q - log_p, 0), axis=-1))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'its positive part',
      twin: ['jnp.clip(log_q - log_p, 0)', '(log_q - log_p)'],
    },
  ],
  traps: [
    {
      why: 'the capacity of a closed form: |KL − C|',
      framework: 'PyTorch',
      code: `import torch

def capacity_loss(mu, logvar, C, gamma):
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1).mean()
    return gamma * torch.abs(kl - C)
`,
    },
  ],
};
