// ELBO301: the reconstruction is averaged over the data dimensions, the KL summed over the latent ones.

import { over, symbol, times } from '../../../elbo/expr/build.ts';
import type { Context } from '../../context.ts';
import type { LossView } from '../../lossView.ts';
import { callOfTerm, summed, weighed } from '../../fixes/likelihoodEdits.ts';
import type { Draft, Examples, FixDraft, Rule } from '../../rule.ts';
import { unsummedLogProb } from './independentMissingEventDims.ts';
import { scaleDraft, unequal } from './drafts.ts';

export const rule: Rule = {
  id: 'ELBO301',
  name: 'recon-mean-kl-sum',
  severity: 'warning',
  what: 'The reconstruction is averaged over the D numbers of a datum while the KL is summed over its latent dimensions.',
  why:
    'The likelihood is a product over dimensions, so −log p(x|z) is a sum of D terms. Its average is smaller by D, which is the ' +
    'same as weighing the KL by D: effective β = D w for a cross-entropy, D w / 2 for a squared error at σ = 1. Library losses ' +
    'average by default. The weight then changes with the size of the picture.',
  instead:
    'Sum over the dimensions and average over the batch, or weigh the KL by 1/D. If the weight was tuned as it is, keep it, and ' +
    'know its number: it does not carry over to other data. A named weight makes this an information.',
  quantity: { name: 'effective β', formula: over(times(symbol('D'), symbol('w')), 2) },
  sources: [
    'pytorch/examples issues 234, 290, 817; keras issue 6015; orybkin/sigma-vae-pytorch',
    'Rybkin, Daniilidis, Levine: Simple and effective VAE training with calibrated decoders, arXiv 2006.13202',
  ],
  needs: null,
  *check(context) {
    for (const view of unequal(context))
      if (view.power('D') > 0 && view.power('d') === 0 && !unsummedLogProb(context, view))
        yield draftOf(context, view);
  },
};

function draftOf(context: Context, view: LossView): Draft {
  return scaleDraft(context, view, {
    what: 'The reconstruction is averaged over the data dimensions, the KL is summed over the latent ones',
    now: 'For an ELBO sum over the data dimensions, or weigh the KL by 1/D.',
    severity: 'warning',
    fixes: () => fixes(context, view),
  });
}

function* fixes(context: Context, view: LossView): Generator<FixDraft> {
  const { likelihood, divergence } = view;
  const call = likelihood?.term && callOfTerm(context, likelihood.term);
  if (!call || !divergence) return;
  const edits = summed(context, call, divergence.reduction.batch !== 'sum');
  if (edits.length === 0) return;
  const isSquare = likelihood.term?.family === 'gaussian_fixed';
  const goal = view.weights.length === 0 ? { beta: 1 } : {};
  const kind = 'refactoring';
  if (isSquare)
    yield {
      title: 'Make this the exact Gaussian NLL, sigma = 1',
      edits: [weighed(call, '0.5'), ...edits],
      kind,
      keeps: null,
      ...goal,
    };
  else yield { title: 'Sum over the data dimensions', edits, kind, keeps: null, ...goal };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def loss_function(x_hat, x, mu, logvar):
    recon = F.mse_loss(x_hat, x)
    kl = torch.mean(-0.5 * torch.sum(1 + logvar - mu ** 2 - logvar.exp(), dim=1))
    return recon + kl
#   ^^^^^^^^^^^^^^^^^
`,
      says: 'effective β = D/2 at σ = 1',
      twin: ['F.mse_loss(x_hat, x)', "0.5 * F.mse_loss(x_hat, x, reduction='sum') / x.shape[0]"],
    },
  ],
  traps: [],
};
