// ELBO502: the noise of a draw is not standard normal, or one for the whole batch.

import { num, over } from '../../../elbo/expr/build.ts';
import { type Code, has, holds, unnamed } from '../../../analysis/lowering/code.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import type { LibraryCall } from '../../../analysis/lowering/unit.ts';
import type { Context, Stated } from '../../context.ts';
import { kindOf } from '../../calls.ts';
import type { Draft, Edit, Examples, FixDraft, Rule } from '../../rule.ts';
import { expressionAt, lastName } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO502',
  name: 'eps-wrong-distribution',
  severity: 'error',
  what: 'The noise of the draw is uniform, or one draw is shared by the whole batch.',
  why:
    'z = μ + σ ε is a draw from N(μ, σ²) only for ε ~ N(0, 1). Uniform noise on [0, 1) has the mean ½ and the variance 1/12: z is ' +
    'drawn around μ + σ/2, with 0.29 of its spread, and the KL is of another distribution. With one ε for all data of a batch the ' +
    'draws are not independent: the gradient keeps its mean and loses the averaging over the batch.',
  instead: 'Draw with `randn_like(std)`, `random.normal`, of the shape of μ.',
  quantity: { name: 'variance of the noise', formula: over(num(1), 12) },
  sources: ['yunjey and student repositories; keras pull request 4211'],
  needs: null,
  *check(context) {
    for (const term of context.terms()) {
      const noise = term.kind === 'reparameterize' ? term.match?.roles[2] : undefined;
      const node = noise && unnamed(noise);
      if (node?.kind !== 'noise' || !node) continue;
      const call = callOf(context, node);
      if (node.distribution === 'uniform') yield uniformDraft(context, term, call, 'σ/2');
      else if (call && isShared(context, call, term.functionSpan.from))
        yield sharedDraft({ span: term.span, symbol: term.symbol });
    }
    yield* addedToCode(context);
  },
};

function callOf(context: Context, noise: Code): LibraryCall | undefined {
  return context.calls().find(({ result }) => result !== null && unnamed(result) === noise);
}

function uniformDraft(
  context: Context,
  place: { readonly span: Draft['span']; readonly symbol: string },
  call: LibraryCall | undefined,
  shift: string,
): Draft {
  const edit = call && normalEdit(context, call);
  return {
    span: place.span,
    symbol: place.symbol,
    message: `The noise is uniform on [0, 1), not standard normal: z is drawn around μ + ${shift} with 0.29 of its spread, while the KL is that of N(μ, σ²). Draw normal noise.`,
    proof: 'the noise has mean 0.5 and variance 1/12 = 0.083; N(0, 1) has mean 0 and variance 1',
    related: call ? [{ span: call.span, source: null, message: 'The noise' }] : [],
    fixes: () => (edit ? [fixOf(edit)] : []),
  };
}

const normalNames = new Map([
  ['rand', 'randn'],
  ['rand_like', 'randn_like'],
  ['random_uniform', 'random_normal'],
  ['uniform', 'normal'],
  ['randomUniform', 'randomNormal'],
]);

function normalEdit(context: Context, { span }: LibraryCall): Edit | null {
  const call = expressionAt(context.program(), span);
  // Bounds would be read as a mean and a spread.
  if (
    call?.kind !== 'call' ||
    call.args.length > 2 ||
    call.args.some(({ name }) => /min|max|low|high/iu.test(name ?? ''))
  )
    return null;
  const name = lastName(call.callee);
  const instead = normalNames.get(name);
  return instead ? { from: call.callee.to - name.length, to: call.callee.to, text: instead } : null;
}

const fixOf = (edit: Edit): FixDraft => ({
  title: 'Draw normal noise',
  edits: [edit],
  kind: 'refactoring',
  keeps: null,
});

function sharedDraft({ span, symbol }: Pick<Stated, 'span' | 'symbol'>): Draft {
  return {
    span,
    symbol,
    severity: 'warning',
    message:
      'One draw of noise is shared by all data of the batch: its shape has no batch axis. The gradient is not averaged over independent draws. Draw noise of the shape of μ.',
  };
}

/** Noise of the shape of one datum, beside a batch: `shape[1:]`, or one number. */
function isShared(
  context: Context,
  { given, functionSpan }: LibraryCall,
  functionFrom: number,
): boolean {
  // In a function written for one datum there is no batch.
  if (context.hasCall(['vmap', 'pmap', 'vectorized_map'])) return false;
  const shape = given.get('input') ?? given.get('size') ?? given.get('shape');
  if (functionSpan.from !== functionFrom && functionFrom !== 0) return false;
  return kindOf(shape) === 'datum';
}

const codes = /(?:^|_)(?:enc\w*|latents?|z|codes?|embedding|hidden)(?:$|_|\d)/iu;

/** Uniform noise added to what is called a code, with no scale to it. */
function* addedToCode(context: Context): Generator<Draft> {
  for (const { value, span, symbol, functionSpan, name } of context.values()) {
    const inner = unnamed(value);
    if (inner.kind !== 'add' || inner.terms.length !== 2 || !has(inner, holds.noise)) continue;
    const noise = inner.terms.map(unnamed).find((term) => term.kind === 'noise');
    const code = inner.terms.find((term) => unnamed(term) !== noise);
    if (noise?.kind !== 'noise' || noise.distribution !== 'uniform' || !code) continue;
    if (!codes.test(snake(labelOf(code))) && !codes.test(snake(name))) continue;
    const call = callOf(context, noise);
    yield { ...uniformDraft(context, { span, symbol }, call, '½'), severity: 'warning' };
    if (call && isShared(context, call, functionSpan.from)) yield sharedDraft({ span, symbol });
  }
}

const snake = (name: string): string =>
  name.slice(name.lastIndexOf('.') + 1).replaceAll(/([a-z])([A-Z])/gu, '$1_$2');

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def reparameterize(mu, logvar):
    std = torch.exp(0.5 * logvar)
    eps = torch.rand_like(std)
    return mu + eps * std
#   ^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'uniform on [0, 1)',
      twin: ['rand_like', 'randn_like'],
    },
    {
      framework: 'Keras',
      code: `from keras import backend as K

def sampling(args):
    z_mean, z_log_var = args
    epsilon = K.random_uniform(shape=K.shape(z_mean))
    return z_mean + K.exp(0.5 * z_log_var) * epsilon
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['random_uniform', 'random_normal'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def reparameterize(rng, mean, logvar):
    std = jnp.exp(0.5 * logvar)
    eps = jax.random.uniform(rng, logvar.shape)
    return mean + eps * std
#   ^^^^^^^^^^^^^^^^^^^^^^^
`,
      twin: ['jax.random.uniform', 'jax.random.normal'],
    },
    {
      framework: 'TensorFlow.js',
      code: `import * as tf from '@tensorflow/tfjs';

export function sample(mu: tf.Tensor2D, logvar: tf.Tensor2D) {
  const eps = tf.randomUniform(mu.shape);
  return mu.add(logvar.mul(0.5).exp().mul(eps));
  //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
}
`,
      twin: ['tf.randomUniform', 'tf.randomNormal'],
    },
    {
      framework: 'PyTorch',
      severity: 'warning',
      code: `import torch

def reparameterize(mu, logvar):
    std = torch.exp(0.5 * logvar)
    eps = torch.randn(mu.shape[1:])
    return mu + eps * std
#   ^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'shared by all data',
      twin: ['mu.shape[1:]', 'mu.shape'],
    },
  ],
  traps: [
    {
      why: 'the function is written for one datum and mapped over the batch',
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def reparameterize(rng, mean, logvar):
    eps = jax.random.normal(rng, (20,))
    return mean + eps * jnp.exp(0.5 * logvar)

draw = jax.vmap(reparameterize)
`,
    },
    {
      why: 'uniform noise that dequantises data is no draw of a latent',
      framework: 'PyTorch',
      code: `import torch

def dequantise(image):
    image = image + torch.rand_like(image)
    return image / 256
`,
    },
  ],
};
