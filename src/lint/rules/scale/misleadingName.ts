// ELBO319: a name that contradicts what the value is.

import type { Term } from '../../../analysis/recognition/term.ts';
import { namedSense } from '../../../analysis/recognition/names.ts';
import type { Piece } from '../../../analysis/recognition/piece.ts';
import type { Context, Stated } from '../../context.ts';
import { familyWords } from '../../../analysis/features/words.ts';
import { labelOf } from '../../../analysis/lowering/machine.ts';
import { codeGiven } from '../../calls.ts';
import { type Head, readingsOf } from '../../heads.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { meaningOfName, symbols } from '../../scaleVariables.ts';

export const rule: Rule = {
  id: 'ELBO319',
  name: 'misleading-name',
  severity: 'hint',
  what: 'A name says one thing and the value is another: `logvar` holds log σ, `elbo` its negative, `BCE` a squared error.',
  why:
    'Nothing is computed wrongly, but whoever reads on will: a KL written for log σ² on what is log σ, a bound that is minimised, a ' +
    'squared error taken for a log mass and compared with one.',
  instead: 'Rename it.',
  quantity: null,
  sources: ['vdvae, gae-pytorch, world-models, PyTorch-VAE: facts about names in public code'],
  needs: null,
  *check(context) {
    for (const term of context.terms()) {
      const draft = scaleDraft(context, term) ?? likelihoodDraft(context, term);
      if (draft) yield draft;
    }
    for (const value of context.values()) {
      const draft = boundDraft(value);
      if (draft) yield draft;
    }
  },
};

function draftOf({ span, symbol }: Pick<Draft, 'span' | 'symbol'>, message: string): Draft {
  return { span, symbol, message: `${message} Rename it.` };
}

/** `logvar` read as log sigma; `var = exp(log_sigma)`. */
function scaleDraft(context: Context, term: Term): Draft | null {
  if (!['kl', 'reparameterize', 'reconstruction'].includes(term.kind) || !term.match?.parameter)
    return null;
  const wrong = readingsOf(context, term).find(isMisnamed);
  if (!wrong || isDisputed(context, wrong)) return null;
  const { label, parameter } = wrong;
  const said = meaningOfName(label);
  return (
    said &&
    draftOf(
      term,
      `${label} holds ${symbols[parameter]} in this formula; the name says ${symbols[said]}.`,
    )
  );
}

function isMisnamed({ label, parameter }: Head): boolean {
  const said = meaningOfName(label);
  // `scale` and `sigma` are said of either by some.
  return (
    said !== null &&
    said !== parameter &&
    parameter !== 'negative_logvar' &&
    parameter !== 'precision'
  );
}

/** The draw and the KL of one head disagree, or a draw stands alone: then the formula may be what is wrong. */
function isDisputed(context: Context, { term, label, parameter }: Head): boolean {
  const others = context
    .terms()
    .filter(({ kind, match }) => (kind === 'kl' || kind === 'reparameterize') && match !== null)
    .flatMap((other) => readingsOf(context, other))
    .filter((other) => other.label === label);
  if (others.some((other) => other.parameter !== parameter)) return true;
  const said = meaningOfName(label);
  const isAlone = !others.some((other) => other.term.kind === 'kl');
  return term.kind === 'reparameterize' && isAlone && said === 'logvar';
}

const bernoulliName = /(?:^|_)(?:bce\w*|xent\w*|(?:binary_?)?cross_?entropy|ce_?loss)(?:$|_|\d)/iu;
const squareName = /(?:^|_)(?:r?mse\w*|sse|ssd|l2|squared?_?(?:error|diff\w*)?)(?:$|_|\d)/iu;
const sumName = /(?:^|_)(?:sse|ssd|sum_?sq\w*)(?:$|_|\d)/iu;
const likelihoodName =
  /(?:^|_)(?:log_?p_?x\w*|logpx\w*|log_?lik\w*|log_?prob\w*|likelihood|ll)(?:$|_|\d)/iu;
const negated = /(?:^|_)(?:neg\w*|minus|nll|n?loss|loss\w*|cost|err\w*)(?:$|_|\d)/iu;

function likelihoodDraft(context: Context, term: Term): Draft | null {
  if (term.kind !== 'reconstruction' || term.certainty === 'hint') return null;
  if (isTargetCalledLatent(context, term))
    return draftOf(term, 'z is the target of this likelihood, the data; the name says the latent.');
  const name = snake(context.valueAt(term)?.name ?? '');
  if (name === '') return null;
  const { name: family } = familyWords(term.family);
  const isSquare = term.family === 'gaussian_fixed' || term.family === 'laplace';
  if (isSquare && bernoulliName.test(name))
    return draftOf(
      term,
      `${name} holds ${term.family === 'laplace' ? 'an absolute' : 'a squared'} error; the name says a cross-entropy.`,
    );
  if (term.family.startsWith('bernoulli') && squareName.test(name))
    return draftOf(term, `${name} holds a cross-entropy; the name says a squared error.`);
  if (sumName.test(name) && term.reduction.features === 'mean')
    return draftOf(term, `${name} holds a mean; the name says a sum.`);
  if (likelihoodName.test(name) && !negated.test(name) && term.sign === '+' && term.match)
    return draftOf(
      term,
      `${name} holds ${isSquare ? 'a squared error, which is' : `the ${family}`} −log p(x|z) with a plus sign: a loss. The name says a log-likelihood.`,
    );
  return null;
}

/** `mse_loss(x_recon, z)`, in a loss with a KL. */
function isTargetCalledLatent(context: Context, term: Term): boolean {
  const call = context
    .calls()
    .find(
      ({ span, given }) =>
        term.span.from <= span.from && span.to <= term.span.to && given.has('target'),
    );
  const [input, target] = ['input', 'target'].map((name) => call && codeGiven(call, name));
  return (
    target !== undefined &&
    input !== undefined &&
    labelOf(target) === 'z' &&
    /recon|x_?hat|decod/iu.test(labelOf(input)) &&
    context
      .losses()
      .some(({ likelihood, divergence }) => likelihood?.term === term && divergence !== null)
  );
}

/** `elbo = reconstruction_loss + kl_loss`, minimised or reported beside the loss. */
function boundDraft(value: Stated): Draft | null {
  const name = snake(value.name);
  if (!/(?:^|_)elbo(?:$|_|\d)/iu.test(name) || negated.test(name)) return null;
  const { pieces } = value;
  const has = (kinds: readonly string[], named: string): boolean =>
    pieces.some(
      (piece) => kinds.includes(piece.sense?.kind ?? '') || namedSense(piece, true) === named,
    );
  const isPair = has(['reconstruction'], 'likelihood') && has(['kl', 'discrete_kl'], 'divergence');
  return isPair && pieces.every((piece) => isMinimised(piece, value.name))
    ? draftOf(value, `${name} holds the negative ELBO; the name says the bound.`)
    : null;
}

/** What is known by its name alone is a loss where the name says so. */
function isMinimised({ match, coefficient, names }: Piece, whole: string): boolean {
  if (match) return coefficient * match.scale > 0;
  return coefficient > 0 && names.some((one) => one !== whole && lossName.test(snake(one)));
}

const lossName = /(?:^|_)(?:loss\w*|nll|kl\w*|rate|distortion\w*|err\w*|cost)(?:$|_|\d)/iu;

function snake(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return last.replaceAll(/([a-z])([A-Z])/gu, '$1_$2');
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def kl_divergence(mu, logvar):
    kl = -0.5 * torch.sum(1 + 2 * logvar - mu.pow(2) - logvar.exp().pow(2), 1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl.mean()
`,
      says: 'logvar holds log σ',
      twin: ['2 * logvar - mu.pow(2) - logvar.exp().pow(2)', 'logvar - mu.pow(2) - logvar.exp()'],
    },
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(recon_x, x, mu, logsigma):
    BCE = F.mse_loss(recon_x, x, reduction='sum')
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    KLD = -0.5 * torch.sum(1 + 2 * logsigma - mu.pow(2) - (2 * logsigma).exp())
    return (BCE + KLD) / x.size(0)
`,
      says: 'BCE holds a squared error',
      twin: ['F.mse_loss', 'F.binary_cross_entropy'],
    },
    {
      framework: 'Keras',
      code: `from keras import backend as K

def sample_z(args):
    z_mu, z_std = args
    eps = K.random_normal(shape=K.shape(z_mu))
    z = z_mu + K.exp(z_std / 2) * eps
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return z
`,
      says: 'z_std holds log σ²',
      twin: ['K.exp(z_std / 2)', 'z_std'],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def model_fn(x, logits, z_mean, z_logvar):
    reconstruction_loss = tf.reduce_mean(tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), 1))
    kl_loss = tf.reduce_mean(0.5 * tf.reduce_sum(tf.square(z_mean) + tf.exp(z_logvar) - z_logvar - 1, 1))
    elbo = tf.add(reconstruction_loss, kl_loss)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return elbo
`,
      says: 'elbo holds the negative ELBO',
      twin: [
        'elbo = tf.add(reconstruction_loss, kl_loss)',
        'elbo = -tf.add(reconstruction_loss, kl_loss)',
      ],
    },
    {
      framework: 'PyTorch',
      code: `import torch

def loss_function(recons, input, mu, log_var, weight):
    log_p_x_z = ((recons - input) ** 2).flatten(1).mean(-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    kld = -0.5 * torch.sum(1 + log_var - mu ** 2 - log_var.exp(), dim=1)
    return torch.mean(log_p_x_z + weight * kld)
`,
      says: 'The name says a log-likelihood',
      twin: ['((recons - input) ** 2)', '(-(recons - input) ** 2)'],
    },
  ],
  traps: [
    {
      why: 'elbo holds the bound, and its negative is minimised',
      framework: 'TensorFlow',
      code: `import tensorflow as tf

def autoencoder(x, y, mu, sigma):
    log_likelihood = tf.reduce_mean(tf.reduce_sum(x * tf.math.log(y) + (1 - x) * tf.math.log(1 - y), 1))
    kl = tf.reduce_mean(0.5 * tf.reduce_sum(tf.square(mu) + tf.square(sigma) - tf.math.log(1e-8 + tf.square(sigma)) - 1, 1))
    elbo = log_likelihood - kl
    loss = -elbo
    return loss
`,
    },
    {
      why: 'the draw and the KL disagree: one of them is wrong, not the name',
      framework: 'PyTorch',
      code: `import torch

def reparameterize(mu, logvar):
    std = torch.exp(logvar)
    return mu + torch.randn_like(std) * std

def kl_divergence(mu, logvar):
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), 1)
    return kl.mean()
`,
    },
    {
      why: 'the name says that it is negative',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def step(recon_x, x, mu, logvar):
    nll = F.binary_cross_entropy(recon_x, x, reduction='sum')
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    neg_elbo = (nll + kl) / x.size(0)
    return neg_elbo
`,
    },
  ],
};
