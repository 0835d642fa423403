// ELBO501: a draw without gradient, where the encoder learns by nothing else.

import { exp, plus, symbol, times } from '../../../elbo/expr/build.ts';
import type { LibraryCall } from '../../../analysis/lowering/unit.ts';
import { codeGiven, isTorch } from '../../calls.ts';
import type { Context } from '../../context.ts';
import {
  type CallNode,
  isVariational,
  isWithoutGradient,
  nameOf,
  type Routine,
  routineAt,
  textOf,
} from '../../routines.ts';
import { argumentNamed, expressionAt, isAtomic, nodesIn } from '../../syntax.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO501',
  name: 'non-reparameterised-sample',
  severity: 'error',
  what: 'The latent is drawn by a call through which no gradient flows, so the encoder does not learn from the likelihood.',
  why:
    'In PyTorch `sample()` runs without gradient, and that of `torch.normal(mean, std)` is 0. The likelihood then teaches the decoder ' +
    'alone; the encoder follows the KL and collapses to the prior.',
  instead:
    'Draw with `rsample()`, or write z = μ + σ ε. Without reparameterisation the gradient needs log q(z|x) as a factor of the loss.',
  quantity: {
    name: 'z',
    formula: plus(symbol('mu'), times(exp(times(0.5, symbol('logvar'))), symbol('epsilon'))),
  },
  sources: ['PyTorch documentation of torch.distributions, pathwise derivative'],
  needs: null,
  *check(context) {
    if (!isVariational(context) || isScoreFunction(context)) return;
    const told = new Set<number>();
    for (const call of context.calls()) {
      if (call.name !== 'sample' && call.name !== 'normal') continue;
      const node = expressionAt(context.program(), call.span);
      if (node?.kind !== 'call' || told.has(node.from)) continue;
      const routine = routineAt(context, node.from);
      if (!routine || !isTraining(routine) || !isPassedOn(routine, node)) continue;
      const draft = ofDistribution(context, call, node) ?? ofNormal(context, call, node);
      if (draft) {
        told.add(node.from);
        yield { ...draft, symbol: call.symbol };
      }
    }
  },
};

/** Gradients by other means, or a language that knows what to do. */
function isScoreFunction({ text }: Context): boolean {
  return /\bpyro\b|reinforce|score_?function|\bpolicy\b|\bactor\b|advantage|surrogate|wake|vimco|nvil|gumbel/iu.test(
    text,
  );
}

function isTraining(routine: Routine): boolean {
  return (
    !isWithoutGradient(routine) &&
    !/\brsample\b|\.training\b|\.log_prob\([^)]*\.detach/u.test(routine.text)
  );
}

/** A network is given what is drawn, or it is what the function returns. */
function isPassedOn({ nodes, definition }: Routine, call: CallNode): boolean {
  if (!definition) return false;
  const statement = nodes.find(
    (node) => node.kind === 'assign' && node.value.from <= call.from && call.to <= node.value.to,
  );
  const [target] = statement?.kind === 'assign' ? statement.targets : [];
  const name = target ? nameOf(target) : '';
  const holds = (node: object) =>
    [...nodesIn(node as CallNode)].some(
      (inner) => inner === call || (name !== '' && inner.kind === 'name' && inner.name === name),
    );
  const isDecoded = nodes.some(
    (node) =>
      node.kind === 'call' &&
      node.from !== call.from &&
      /dec|gen|likelihood|p_x|net|model/iu.test(nameOf(node.callee)) &&
      node.args.some(({ value }) => holds(value)),
  );
  const isReturned =
    /^(?:_?reparam\w*|sample_(?:z|latent)\w*|forward|encode|bottleneck)$/iu.test(definition.name) &&
    nodes.some((node) => node.kind === 'return' && node.value !== null && holds(node.value));
  return isDecoded || isReturned;
}

const families = /^(?:normal|laplace|beta|gamma|logNormal|multivariate\w*|studentT|vonMises\w*)$/iu;

function ofDistribution(context: Context, call: LibraryCall, node: CallNode): Draft | null {
  const self = call.given.get('self');
  if (call.name !== 'sample' || !isTorch(call) || self?.kind !== 'distribution') return null;
  const { callee } = node;
  if (callee.kind !== 'member' || callee.property !== 'sample') return null;
  const parameters = Object.values(self.parameters);
  const isFixed = parameters.every(({ kind }) => kind === 'number');
  if (!families.test(self.family) || isFixed || isPrior(textOf(context, callee.object)))
    return null;
  const name = { from: callee.to - 'sample'.length, to: callee.to };
  // Of other families the two calls cannot be compared: what they draw is not followed.
  const keeps = self.family === 'normal' ? 'value' : null;
  return {
    span: node,
    symbol: '',
    message:
      'sample() runs without gradient: the likelihood does not reach the encoder through this draw. Use rsample(), which draws the same with a gradient.',
    proof:
      'torch.distributions computes sample() under no_grad, so ∂z/∂μ = 0; by rsample() ∂z/∂μ = 1',
    fixes: () => [
      {
        title: 'Draw with rsample(), which has a gradient',
        edits: [{ ...name, text: 'rsample' }],
        kind: 'refactoring',
        keeps,
      },
    ],
  };
}

const isPrior = (text: string): boolean => /prior|^p_?z?\b|\bpz\b/iu.test(text);

function ofNormal(context: Context, call: LibraryCall, node: CallNode): Draft | null {
  if (call.name !== 'normal' || !/^torch\.normal$/u.test(call.path)) return null;
  const [mean, std] = [codeGiven(call, 'mean'), codeGiven(call, 'std')];
  if (!mean || !std || mean.kind === 'number' || std.kind === 'number') return null;
  return {
    span: node,
    symbol: '',
    message:
      'The gradient of torch.normal(mean, std) is 0: the likelihood does not reach the encoder through this draw. Write μ + σ ε with ε = randn_like(σ).',
    proof:
      'PyTorch defines the derivative of normal as 0 in mean and std; of μ + σ ε it is 1 in μ and ε in σ',
    fixes: () => normalFixes(context, node),
  };
}

function* normalFixes(context: Context, node: CallNode): Generator<FixDraft> {
  const [mean, std] = [argumentNamed(node, 'mean', 0)?.value, argumentNamed(node, 'std', 1)?.value];
  if (!mean || !std || node.args.length !== 2 || !isAtomic(mean) || !isAtomic(std)) return;
  const [mu, sigma] = [textOf(context, mean), textOf(context, std)];
  yield {
    title: 'Draw μ + σ ε, which has a gradient',
    edits: [
      { from: node.from, to: node.to, text: `(${mu} + ${sigma} * torch.randn_like(${sigma}))` },
    ],
    kind: 'refactoring',
    keeps: 'value',
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Normal, kl_divergence

class VAE(torch.nn.Module):
    def forward(self, x):
        mu, logvar = self.encoder(x)
        q = Normal(mu, torch.exp(0.5 * logvar))
        z = q.sample()
#           ^^^^^^^^^^
        kl = kl_divergence(q, Normal(0, 1)).sum(-1)
        return self.decoder(z), kl
`,
      says: 'Use rsample()',
      twin: ['q.sample()', 'q.rsample()'],
    },
    {
      framework: 'PyTorch',
      code: `import torch

def reparameterize(mu, logvar):
    std = torch.exp(0.5 * logvar)
    return torch.normal(mu, std)
#          ^^^^^^^^^^^^^^^^^^^^^

def kl_divergence(mu, logvar):
    return -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
`,
      says: 'is 0',
      twin: ['torch.normal(mu, std)', 'mu + std * torch.randn_like(std)'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
from torch import distributions as D

def loss(encoder, decoder, x):
    mu, std = encoder(x)
    z = D.Laplace(mu, std).sample()
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    nll = -D.Bernoulli(logits=decoder(z)).log_prob(x).sum(-1)
    kl = D.kl_divergence(D.Laplace(mu, std), D.Laplace(0.0, 1.0)).sum(-1)
    return (nll + kl).mean()
`,
      twin: ['std).sample()', 'std).rsample()'],
    },
  ],
  traps: [
    {
      why: 'nobody takes a gradient',
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Normal, kl_divergence

@torch.no_grad()
def reconstruct(encoder, decoder, x):
    mu, logvar = encoder(x)
    q = Normal(mu, torch.exp(0.5 * logvar))
    kl = kl_divergence(q, Normal(0, 1)).sum(-1)
    return decoder(q.sample()), kl
`,
    },
    {
      why: 'an evaluation takes no gradient',
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Normal, kl_divergence

def evaluate(encoder, decoder, x):
    mu, std = encoder(x)
    q = Normal(mu, std)
    nll = decoder(q.sample(), x)
    return (nll + kl_divergence(q, Normal(0.0, 1.0)).sum(-1)).mean()
`,
    },
    {
      why: 'the gradient goes through log q(z|x)',
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Normal, kl_divergence

def reinforce_loss(encoder, decoder, x):
    mu, std = encoder(x)
    q = Normal(mu, std)
    z = q.sample()
    nll = decoder(z, x)
    kl = kl_divergence(q, Normal(0, 1)).sum(-1)
    return (nll + nll.detach() * q.log_prob(z).sum(-1) + kl).mean()
`,
    },
    {
      why: 'Pyro reparameterises what can be',
      framework: 'Pyro',
      code: `import pyro
import pyro.distributions as dist
import torch

def guide(x):
    z_loc, z_scale = encoder(x)
    with pyro.plate("data", x.shape[0]):
        pyro.sample("latent", dist.Normal(z_loc, z_scale).to_event(1))
`,
    },
    {
      why: 'TensorFlow Probability reparameterises what can be',
      framework: 'TensorFlow',
      code: `import tensorflow as tf
import tensorflow_probability as tfp
tfd = tfp.distributions

def loss(encoder, decoder, x):
    mu, sigma = encoder(x)
    q = tfd.Normal(mu, sigma)
    z = q.sample()
    kl = tf.reduce_sum(tfd.kl_divergence(q, tfd.Normal(0.0, 1.0)), axis=-1)
    return tf.reduce_mean(kl - decoder(z, x))
`,
    },
    {
      why: 'it is a draw from the prior',
      framework: 'PyTorch',
      code: `import torch
from torch.distributions import Normal, kl_divergence

def forward(encoder, decoder, x):
    q = Normal(*encoder(x))
    prior = Normal(torch.zeros(2), torch.ones(2))
    return decoder(prior.sample()), decoder(q.rsample()), kl_divergence(q, prior).sum(-1)
`,
    },
  ],
};
