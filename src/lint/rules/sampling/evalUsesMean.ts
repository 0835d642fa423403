// ELBO505: outside of training the mean stands for the draw, and the loss is reported all the same.

import { symbol } from '../../../elbo/expr/build.ts';
import type { Expression, Statement } from '../../../analysis/syntax/ast.ts';
import { isVariational, nameOf, type Routine, routinesOf } from '../../routines.ts';
import type { Context } from '../../context.ts';
import type { Examples, Rule } from '../../rule.ts';
import { lastName, type Node, nodesIn } from '../../syntax.ts';

export const rule: Rule = {
  id: 'ELBO505',
  name: 'eval-uses-mean',
  severity: 'warning',
  what: 'In evaluation z is the mean of q(z|x), so the loss reported there is no ELBO.',
  why:
    'The bound is E[log p(x|z)] over draws of q. log p(x|E z) is another number, mostly better, of unknown sign against it: a test loss ' +
    'computed so is comparable neither with the training loss nor with papers.',
  instead: 'Draw in evaluation too where a loss is reported. For reconstructions the mean is fine.',
  quantity: { name: 'z in evaluation', formula: symbol('mu') },
  sources: ['PyTorch examples pull request 419'],
  needs: null,
  *check(context) {
    if (!isVariational(context)) return;
    const report = reportIn(context);
    if (!report) return;
    for (const routine of routinesOf(context))
      for (const node of routine.nodes) {
        const mean = meanOutside(node);
        if (node.kind !== 'if' || mean === null) continue;
        yield {
          span: node.test,
          symbol: routine.symbol,
          severity: report.isBound ? 'warning' : 'information',
          message: `Outside of training z is ${mean}, and ${report.name}() reports the loss of it: that is log p(x|μ), not the mean of log p(x|z) over draws, so it is no ELBO and not comparable with the training loss. Draw there too, and keep ${mean} for pictures.`,
          related: [{ span: report.span, source: null, message: 'The loss is reported here' }],
        };
      }
  },
};

const means = /^(?:z_?)?(?:mu|mean|loc)(?:_?z)?$|^(?:z_mean|q_mu|mu_q)$/iu;

/** The mean an `if` on training takes in place of a draw. */
function meanOutside(node: Node): string | null {
  if (node.kind !== 'if' || !isTrainingTest(node.test)) return null;
  if (!node.body.some(isDraw)) return null;
  const [other] = node.otherwise;
  const value = other && valueOf(other);
  const name = value ? nameOf(value) : '';
  return means.test(name) ? name : null;
}

const isTrainingTest = (test: Expression): boolean =>
  /^(?:training|is_training|train|istraining)$/iu.test(nameOf(test));

function isDraw(statement: Statement): boolean {
  return [...nodesIn(statement)].some(
    (node) =>
      node.kind === 'call' &&
      /^(?:randn\w*|normal_?|random_normal|rsample|standard_normal)$/u.test(lastName(node.callee)),
  );
}

function valueOf(statement: Statement): Expression | null {
  if (statement.kind === 'return' || statement.kind === 'assign') return statement.value;
  return null;
}

interface Report {
  readonly name: string;
  readonly span: Expression;
  readonly isBound: boolean;
}

const bounds = /elbo|nll|likelihood|bits_?per|bpd|lower_bound|\bbound\b/iu;

/** A function that evaluates and reports a loss. */
function reportIn(context: Context): Report | null {
  for (const routine of routinesOf(context)) {
    const name = routine.definition?.name ?? '';
    if (!isEvaluation(routine, name)) continue;
    const reporting = routine.nodes.find(
      (node): node is Extract<Expression, { kind: 'call' }> =>
        node.kind === 'call' &&
        /^(?:print|info|log|add_scalar|append|log_metrics|log_metric|write|update)$/u.test(
          lastName(node.callee),
        ) &&
        node.args.some(({ value }) => mentionsLoss(context, value)),
    );
    if (reporting)
      return {
        name,
        span: reporting,
        isBound: bounds.test(context.text.slice(reporting.from, reporting.to)),
      };
  }
  return null;
}

function isEvaluation({ text, nodes }: Routine, name: string): boolean {
  const isNamed = /^_?(?:test|eval|evaluate|valid|validate|validation)(?:$|_)/iu.test(name);
  const computes = nodes.some(
    (node) => node.kind === 'call' && /loss|elbo|criterion|nll/iu.test(nameOf(node.callee)),
  );
  return isNamed && computes && !/\.train\(\)/u.test(text);
}

const mentionsLoss = ({ text }: Context, { from, to }: Expression): boolean =>
  /loss|elbo|nll|likelihood|bpd|bound/iu.test(text.slice(from, to));

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      severity: 'information',
      code: `import torch

def reparameterize(self, mu, logvar):
    if self.training:
#      ^^^^^^^^^^^^^
        std = torch.exp(0.5 * logvar)
        return mu + std * torch.randn_like(std)
    else:
        return mu

def test(model, loader):
    model.eval()
    total = 0
    for x in loader:
        x_hat, mu, logvar = model(x)
        total += loss_function(x_hat, x, mu, logvar).item()
    print('Test set loss', total)
`,
      says: 'log p(x|μ)',
      twin: ['if self.training:', 'if self.stochastic:'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def encode(x, training):
    mean, logvar = encoder(x)
    if training:
#      ^^^^^^^^
        z = mean + tf.exp(0.5 * logvar) * tf.random.normal(tf.shape(mean))
    else:
        z = mean
    return z

def evaluate(data):
    for x in data:
        elbo = -compute_loss(x, encode(x, False))
        print('ELBO', elbo)
`,
      twin: ['z = mean\n    return', 'z = draw(mean, logvar)\n    return'],
    },
    {
      framework: 'JAX',
      code: `import jax
import jax.numpy as jnp

def latent(rng, mean, logvar, train):
    if train:
#      ^^^^^
        z = mean + jnp.exp(0.5 * logvar) * jax.random.normal(rng, mean.shape)
    else:
        z = mean
    return z

def evaluate(params, batches):
    nll = [compute_loss(params, batch) for batch in batches]
    print('test nll', jnp.mean(jnp.array(nll)))
`,
      twin: ["print('test nll'", "save('test nll'"],
    },
  ],
  traps: [
    {
      why: 'nothing is reported but pictures',
      framework: 'PyTorch',
      code: `import torch

def reparameterize(self, mu, logvar):
    if self.training:
        std = torch.exp(0.5 * logvar)
        return mu + std * torch.randn_like(std)
    else:
        return mu

def test(model, loader):
    model.eval()
    for x in loader:
        x_hat, mu, logvar = model(x)
        save_image(x_hat, 'reconstruction.png')
`,
    },
  ],
};
