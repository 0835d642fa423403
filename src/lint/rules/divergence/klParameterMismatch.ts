// ELBO203: the draw and the KL read one head as two different things.

import { exp, over, symbol } from '../../../elbo/expr/build.ts';
import { coefficient } from '../../../analysis/features/wordsOfNumbers.ts';
import { type Code, partsOf } from '../../../analysis/lowering/code.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import type { Context } from '../../context.ts';
import { draws, type Head, klHeads, readingsOf, sameHead } from '../../heads.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';
import { meaningOfName, sigmaOf, symbols } from '../../scaleVariables.ts';
import { callsIn, statementAt } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO203',
  name: 'kl-parameter-mismatch',
  severity: 'error',
  what: 'The draw reads a head as one thing (log σ) and the KL as another (log σ²).',
  why:
    'One output h cannot be both. If z = μ + exp(h) ε, σ is exp(h) and the KL has 2h for log σ²; with log σ² = h in the KL, the KL is ' +
    'that of a distribution nobody draws from. At h = 1 the draw has σ = 2.72, the KL 1.65: what is paid for is not what is used.',
  instead:
    'Read it as log σ² in both: `std = exp(0.5 * logvar)` in the draw. Or as log σ in both: `2 * log_sigma` and `exp(2 * log_sigma)` ' +
    'in the KL. A model that is trained already has learned one of them.',
  quantity: { name: 'σ', formula: exp(over(symbol('h'), 2)) },
  sources: ['keras pull requests 9970 and 9972, issue 3283; ibp_vae issue 3; PyTorch-VAE issue 69'],
  needs:
    'That the draw and the KL read the same head: by the flow of values, or by its name within one file.',
  *check(context) {
    const kls = klHeads(context);
    for (const term of draws(context)) {
      const links = readingsOf(context, term).flatMap((draw) =>
        kls.flatMap((kl) => {
          const link = sameHead(context, draw, kl);
          return link ? [{ draw, kl, link }] : [];
        }),
      );
      // Where one KL reads it as the draw does, the other is of something else.
      if (links.some(({ draw, kl }) => draw.parameter === kl.parameter)) continue;
      const [wrong] = links;
      if (wrong) yield draftOf(context, wrong.draw, wrong.kl, wrong.link);
    }
    yield* oddPowers(context, kls);
  },
};

function draftOf(context: Context, draw: Head, kl: Head, link: 'flow' | 'name'): Draft {
  const [drawn, paid] = [draw, kl].map(({ parameter }) => sigmaOf[parameter](1)) as [
    number,
    number,
  ];
  const { label } = draw;
  return {
    span: draw.term.span,
    symbol: draw.term.symbol,
    severity: link === 'flow' ? 'error' : 'warning',
    message:
      `The draw reads ${label} as ${symbols[draw.parameter]}, the KL in ${context.where(kl.term.span.from)} as ${symbols[kl.parameter]}: the KL is of another ` +
      `distribution than the one z is drawn from. Read it alike in both${draw.parameter === 'log_sigma' ? `, in the draw as exp(0.5 * ${label})` : ''}.`,
    proof: `at ${label} = 1 the draw has σ = ${coefficient(drawn)}, the KL σ = ${coefficient(paid)}`,
    related: [
      {
        span: kl.term.span,
        source: null,
        message: `The KL reads ${kl.label} as ${symbols[kl.parameter]}`,
      },
    ],
    fixes: () => fixes(context, draw, kl),
  };
}

/** `exp(h)` to `exp(0.5 * h)` in the draw. */
function* fixes(context: Context, { term, parameter, label }: Head, kl: Head): Generator<FixDraft> {
  if (parameter !== 'log_sigma' || kl.parameter !== 'logvar') return;
  for (const edit of halved(context, term, label))
    yield {
      title: `Draw with exp(0.5 * ${label})`,
      edits: [edit],
      kind: 'refactoring',
      keeps: null,
    };
}

/** Every exponential of the head in the draw's function, with its argument halved. */
export function* halved(context: Context, term: Head['term'], label: string) {
  const program = context.program();
  const statements = context
    .values()
    .filter(({ functionSpan }) => functionSpan.from === term.functionSpan.from)
    .map(({ span }) => statementAt(program, span.from));
  for (const statement of new Set(statements)) {
    if (!statement) continue;
    for (const call of callsIn(statement, new Set(['exp']))) {
      const [argument] = call.args;
      const { callee } = call;
      const object = callee.kind === 'member' ? callee.object : null;
      const inner = argument?.value ?? object;
      if (!inner || !context.text.slice(inner.from, inner.to).endsWith(label)) continue;
      yield argument
        ? { from: inner.from, to: inner.from, text: '0.5 * ' }
        : {
            from: call.from,
            to: inner.to,
            text: `(0.5 * ${context.text.slice(inner.from, inner.to)})`,
          };
    }
  }
}

/** `exp(2 * h)` where the KL of the same function reads h as log sigma^2. */
function* oddPowers(context: Context, kls: readonly Head[]): Generator<Draft> {
  const told = new Set<Code>();
  for (const kl of kls) {
    const odd = kl.parameter === 'logvar' ? 2 : kl.parameter === 'log_sigma' ? 0.5 : null;
    if (odd === null || meaningOfName(kl.label) !== kl.parameter) continue;
    for (const { value, span, symbol, functionSpan } of context.values()) {
      if (functionSpan.from !== kl.term.functionSpan.from || told.has(kl.value)) continue;
      if (!holdsExponential(value, kl.value, odd)) continue;
      told.add(kl.value);
      const power = odd === 2 ? 'σ⁴' : '√σ';
      yield {
        span,
        symbol,
        severity: 'warning',
        message: `exp(${odd} * ${kl.label}) is ${power} here: the KL in ${context.where(kl.term.span.from)} reads ${kl.label} as ${symbols[kl.parameter]}, so that σ² is exp(${odd === 2 ? '' : '2 * '}${kl.label}).`,
        proof: `at ${kl.label} = 1 it is ${coefficient(Math.exp(odd))}, σ² is ${coefficient(sigmaOf[kl.parameter](1) ** 2)}`,
        related: [
          {
            span: kl.term.span,
            source: null,
            message: `The KL reads ${kl.label} as ${symbols[kl.parameter]}`,
          },
        ],
      };
    }
  }
}

function holdsExponential(value: Code, head: Code, factor: number): boolean {
  const seen = new Set<Code>();
  const visit = (node: Code): boolean => {
    if (seen.has(node)) return false;
    seen.add(node);
    if (
      node.kind === 'apply' &&
      node.fn === 'exp' &&
      node.args[0] &&
      isMultiple(node.args[0], head, factor)
    )
      return true;
    return inside(node).some(visit);
  };
  return visit(value);
}

function isMultiple(node: Code, head: Code, factor: number): boolean {
  if (node.kind === 'named') return isMultiple(node.value, head, factor);
  const [number, rest] = node.kind === 'multiply' && node.factors.length === 2 ? node.factors : [];
  const isHead =
    rest !== undefined &&
    (rest === head ||
      (rest.kind === 'named' && rest.value === head) ||
      labelOf(rest) === labelOf(head));
  return number?.kind === 'number' && number.value === factor && isHead;
}

/** What a value is made of, arguments of unknown calls included. */
const inside = (node: Code): readonly Code[] =>
  node.kind === 'symbol' && node.symbol.origin === 'call' ? node.symbol.args : partsOf(node);

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn as nn
import torch.nn.functional as F

class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc_mu = nn.Linear(400, 20)
        self.fc_logvar = nn.Linear(400, 20)
        self.fc_out = nn.Linear(20, 784)

    def forward(self, h):
        mu, logvar = self.fc_mu(h), self.fc_logvar(h)
        z = mu + torch.exp(logvar) * torch.randn_like(mu)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        return torch.sigmoid(self.fc_out(z)), mu, logvar

model = VAE()

def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)

def step(x):
    recon_x, mu, logvar = model(x)
    return loss_function(recon_x, x, mu, logvar)
`,
      says: 'as log σ, the KL',
      twin: ['torch.exp(logvar) *', 'torch.exp(0.5 * logvar) *'],
    },
    {
      framework: 'Keras',
      severity: 'warning',
      code: `import tensorflow as tf

def sample(z_mean, z_log_var):
    eps = tf.random.normal(tf.shape(z_mean))
    z = z_mean + tf.exp(z_log_var) * eps
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return z

def kl_loss(z_mean, z_log_var):
    kl = -0.5 * tf.reduce_sum(1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var), axis=1)
    return kl
`,
      twin: ['tf.exp(z_log_var) * eps', 'tf.exp(z_log_var / 2) * eps'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def elbo(rng, x, mean, logvar, decode):
    z = mean + jnp.exp(0.5 * logvar) * jax.random.normal(rng, mean.shape)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + 2 * logvar - jnp.square(mean) - jnp.exp(2 * logvar), axis=-1)
    nll = jnp.sum((x - decode(z)) ** 2, axis=-1) / 2
    return jnp.mean(nll + kl)
`,
      says: 'as log σ², the KL',
      twin: ['jnp.exp(0.5 * logvar) *', 'jnp.exp(logvar) *'],
    },
    {
      framework: 'PyTorch',
      severity: 'warning',
      code: `import torch
import torch.nn.functional as F

def loss_function(recons, x, mu, log_var, weight):
    recons_loss = 0.5 * F.mse_loss(recons, x, reduction='sum')
    kld_loss = -0.5 * torch.sum(1 + log_var - mu ** 2 - log_var.exp())
    centred = mu - mu.mean(dim=0)
    cov_z = centred.t().matmul(centred) + torch.diag((2. * log_var).exp().mean(dim=0))
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    dip_loss = weight * torch.sum(cov_z ** 2)
    return recons_loss + kld_loss + dip_loss
`,
      says: 'σ⁴',
      twin: ['(2. * log_var).exp()', 'log_var.exp()'],
    },
  ],
  traps: [
    {
      why: 'the name says log σ², both read it as log σ',
      framework: 'PyTorch',
      code: `import torch

def reparameterize(mu, logvar):
    std = torch.exp(logvar)
    eps = torch.randn_like(std)
    return eps.mul(std).add_(mu)

def kl_divergence(mu, logvar):
    kl = -0.5 * torch.sum(1 + 2 * logvar - mu.pow(2) - logvar.exp().pow(2), 1)
    return kl.mean()
`,
    },
    {
      why: 'the head is halved before both',
      framework: 'PyTorch',
      code: `import torch

def encode(head, mu):
    log_sigma = 0.5 * head
    z = mu + torch.exp(log_sigma) * torch.randn_like(mu)
    kl = -0.5 * torch.sum(1 + head - mu.pow(2) - head.exp(), 1)
    return z, kl.mean()
`,
    },
  ],
};
