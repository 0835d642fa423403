// ELBO201: the KL enters the loss with the sign that rewards divergence.

import type { Examples, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'ELBO201',
  name: 'kl-sign-flipped',
  severity: 'error',
  what: 'The KL enters a loss with the sign that rewards it.',
  why: 'x',
  instead: 'y',
  quantity: null,
  sources: [],
  needs: null,
  *check() {
    yield* [];
  },
};

export const examples: Examples = { invalid: [], traps: [] };
