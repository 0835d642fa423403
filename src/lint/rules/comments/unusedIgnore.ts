// ELBO001: a comment that ignores nothing. The engine itself tells it, since only it knows what was found.

import type { Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO001',
  name: 'unused-ignore',
  severity: 'hint',
  what: 'A comment asks to ignore what is not found there.',
  why: 'It would hide a finding that comes later, which nobody has looked at.',
  instead: 'Take the comment away. Where the rule is misspelt, `elbo-lens rules` lists them.',
  quantity: null,
  sources: [],
  needs: null,
  check: () => [],
};

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch

def kl_divergence(mu, logvar):
    kl = 0.5 * torch.sum(mu ** 2 + logvar.exp() - 1 - logvar)  # elbo: ignore[ELBO201] checked
#                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return kl
`,
      says: 'Nothing here is to be ignored',
      twin: ['# elbo: ignore[ELBO201] checked', '# checked'],
    },
    {
      framework: 'TensorFlow.js',
      code: `import * as tf from '@tensorflow/tfjs';

export const kl = (mu: tf.Tensor, logvar: tf.Tensor) =>
  // elbo: ignore[kl-is-wrong]
  //^^^^^^^^^^^^^^^^^^^^^^^^^^
  tf.sum(mu.square().add(logvar.exp()).sub(1).sub(logvar)).mul(0.5);
`,
      says: 'There is no rule kl-is-wrong',
      twin: ['elbo: ignore[kl-is-wrong]', 'as in the paper'],
    },
  ],
  traps: [],
};
