// ELBO506: one random key for two draws, or the same key in every step.

import { num } from '../../../elbo/expr/build.ts';
import type { Expression } from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import {
  type CallNode,
  callsOf,
  givenBefore,
  isLibrary,
  isVariational,
  isWithoutGradient,
  nameOf,
  type Routine,
  routinesOf,
  textOf,
} from '../../routines.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { argumentNamed, isStatement, lastName, type Node } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO506',
  name: 'jax-key-reuse',
  severity: 'error',
  what: 'Two draws have the same random key, or every step draws with the same one.',
  why:
    'A key of JAX is the draw: two draws with one key and one shape are the same numbers, so ε of two latents, or of x and z, are not ' +
    'independent. A key made of a constant inside a step gives every step the same ε: the encoder learns to undo it.',
  instead:
    'Split before each draw: `key, use = jax.random.split(key)`; hand each step a key of its own.',
  quantity: { name: 'correlation of the two draws', formula: num(1) },
  sources: ['JAX documentation, pseudorandom numbers: never use a key twice'],
  needs: 'What a caller hands in: a key that a loop hands in unchanged cannot be seen here.',
  *check(context) {
    if (!/\bjax\b/u.test(context.text) || !isVariational(context)) return;
    for (const routine of routinesOf(context)) {
      // Made-up data of a test or a benchmark may be alike.
      if (!routine.definition || isWithoutGradient(routine)) continue;
      const draws = callsOf(routine, drawers).filter(({ callee }) => isRandom(callee));
      yield* reused(context, routine, draws);
      yield* constant(context, routine, draws);
    }
  },
};

const drawers =
  /^(?:normal|uniform|bernoulli|categorical|gumbel|laplace|exponential|gamma|beta|truncated_normal|multivariate_normal|randint|permutation|choice|logistic|dirichlet|poisson)$/u;

/** `jax.random.normal`, `random.normal`, `jr.normal`. */
const isRandom = (callee: Expression): boolean =>
  callee.kind === 'member' &&
  isLibrary(callee.object) &&
  /^(?:random|jr|jrandom|jrnd)$/u.test(nameOf(callee.object));

const keyOf = (call: CallNode): Expression | null => argumentNamed(call, 'key', 0)?.value ?? null;

function* reused(context: Context, routine: Routine, draws: readonly CallNode[]): Generator<Draft> {
  const before = new Map<string, CallNode>();
  for (const call of draws) {
    const key = keyOf(call);
    const name = key?.kind === 'name' ? key.name : '';
    if (name === '') continue;
    const first = before.get(name);
    before.set(name, call);
    if (!first || isRenewed(routine, name, first, call) || areApart(routine, first, call)) continue;
    yield {
      span: call,
      symbol: routine.symbol,
      message: `${name} has been used for a draw in ${context.where(first.from)}: both draws come from the same bits and are not independent. Split the key before each draw.`,
      proof: `for one shape jax.random.${lastName(call.callee)}(${name}, …) gives the same numbers however often it is called: their correlation is 1, where independent draws have 0`,
      related: [{ span: first, source: null, message: 'The first draw with this key' }],
    };
  }
}

/** The key is given anew between the two. */
function isRenewed({ nodes }: Routine, name: string, first: CallNode, second: CallNode): boolean {
  return nodes.some(
    (node) =>
      isStatement(node) &&
      node.kind === 'assign' &&
      node.from <= second.from &&
      node.to > first.from &&
      holdsName(node.targets, name),
  );
}

const holdsName = (targets: readonly Expression[], name: string): boolean =>
  targets.some((target) =>
    target.kind === 'sequence'
      ? holdsName(target.items, name)
      : target.kind === 'name' && target.name === name,
  );

/** In the two branches of one test; or behind a return, which ends the first. */
function areApart({ nodes }: Routine, first: CallNode, second: CallNode): boolean {
  const within = (list: readonly Node[], { from, to }: CallNode) =>
    list.some((one) => one.from <= from && to <= one.to);
  return nodes.some((node) => {
    if (node.kind === 'conditional')
      return within([node.value], first) && within([node.otherwise], second);
    if (node.kind === 'lambda') return within(node.body, first) !== within(node.body, second);
    if (node.kind !== 'if') return false;
    if (within(node.body, first) && within(node.otherwise, second)) return true;
    const ends = node.body.some(({ kind }) => kind === 'return');
    return ends && within(node.body, first) && !within(node.body, second);
  });
}

const steps = /(?:^|_)(?:loss\w*|step|elbo|update|reparam\w*|sample_?z|train_step)(?:$|_)/iu;

/** `PRNGKey(0)` inside what is executed every step. */
function* constant(
  context: Context,
  routine: Routine,
  draws: readonly CallNode[],
): Generator<Draft> {
  const { definition, symbol } = routine;
  if (!definition || !steps.test(definition.name)) return;
  for (const call of draws) {
    const key = keyOf(call);
    const made = key?.kind === 'name' ? givenBefore(routine, key.name, call.from) : key;
    if (made?.kind !== 'call' || !/^(?:PRNGKey|key)$/u.test(lastName(made.callee))) continue;
    if (made.args[0]?.value.kind !== 'number') continue;
    const text = textOf(context, made);
    yield {
      span: call,
      symbol,
      message: `The key is ${text} in every call of ${definition.name}: every step draws the same ε. Hand the step a key of its own.`,
      proof: `${text} is one key: the draws of two steps are equal, their correlation is 1`,
    };
  }
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def sample(rng, mean, logvar):
    eps = jax.random.normal(rng, mean.shape)
    other = jax.random.normal(rng, mean.shape)
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return mean + jnp.exp(0.5 * logvar) * eps, other
`,
      says: 'are not independent',
      twin: ['other = jax.random.normal(rng,', 'other = jax.random.normal(rng2,'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp
from jax import random

def loss_fn(params, x):
    mean, logvar = encode(params, x)
    z = mean + jnp.exp(0.5 * logvar) * random.normal(random.PRNGKey(0), mean.shape)
#                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kl = -0.5 * jnp.sum(1 + logvar - mean ** 2 - jnp.exp(logvar), axis=-1)
    return compute(params, x, z) + kl
`,
      says: 'the same ε',
      twin: ['random.PRNGKey(0)', 'random.PRNGKey(x.step)'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp
from jax import random

def train_step(state, batch, key):
    x = random.bernoulli(key, batch).astype(jnp.float32)
    mean, std = encode(state, x)
    z = mean + std * random.normal(key, mean.shape)
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return update(state, x, z)
`,
      twin: ['random.normal(key,', 'random.normal(random.fold_in(key, 1),'],
    },
  ],
  traps: [
    {
      why: 'the key is split between the draws',
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def sample(rng, mean, logvar):
    rng, key = jax.random.split(rng)
    eps = jax.random.normal(key, mean.shape)
    rng, key = jax.random.split(rng)
    other = jax.random.normal(key, mean.shape)
    return mean + jnp.exp(0.5 * logvar) * eps, other
`,
    },
    {
      why: 'only one of the two is executed',
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def sample(rng, mean, logvar, kind):
    if kind == 'normal':
        eps = jax.random.normal(rng, mean.shape)
    else:
        eps = jax.random.laplace(rng, mean.shape)
    return mean + jnp.exp(0.5 * logvar) * eps
`,
    },
    {
      why: 'the model is initialised once with a constant key',
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def create(model):
    x = jax.random.normal(jax.random.PRNGKey(0), (1, 784))
    return model.init(jax.random.PRNGKey(1), x)
`,
    },
  ],
};
