// Hover on a loss that is no ELBO: what it is, and how it stands to one.

import type { OtherLoss, Verdict } from '../recognition/verdicts.ts';
import type { HoverView } from './hoverView.ts';

interface Words {
  /** As a title and in a tree. */
  readonly name: string;
  /** What it has to do with an ELBO, if anything. */
  readonly relation: string;
}

const words: Readonly<Record<OtherLoss, Words>> = {
  diffusion: {
    name: 'Denoising loss',
    relation:
      'The ELBO of a diffusion model weighs the error of every noise level by its own factor and adds a term for the first ' +
      'step and one for the prior (Ho et al. 2020, eq. 5 and 12); with those weights left out it is no bound on log p(x).',
  },
  vectorQuantisation: {
    name: 'Vector quantisation loss',
    relation:
      'q(z|x) is one code with probability 1, so against a uniform prior over K codes the KL is log K per latent, a constant ' +
      'that no gradient sees (van den Oord et al. 2017, section 3.1).',
  },
  adversarial: {
    name: 'Adversarial loss',
    relation:
      'It estimates a ratio of densities from samples. As a term beside a likelihood it stands in for a KL; its value is not one.',
  },
  distillation: {
    name: 'Distillation loss',
    relation:
      'It is a divergence between two models of the same variable: no latent is integrated out.',
  },
  reinforcement: {
    name: 'Reinforcement-learning loss',
    relation:
      'It is an expectation of returns or a regression on them: there is no p(x) it would bound.',
  },
  classification: {
    name: 'Classification loss',
    relation:
      'It is −log p(y|x), maximised as it stands: with no latent there is nothing to bound, and it has no KL.',
  },
};

export function verdictAt(verdicts: readonly Verdict[], offset: number): Verdict | null {
  return verdicts.find(({ span }) => span.from <= offset && offset <= span.to) ?? null;
}

export function verdictName({ kind }: Verdict): string {
  return words[kind].name;
}

export function verdictView({ kind, span, summary }: Verdict): HoverView {
  return {
    span,
    title: words[kind].name,
    verdict: 'no ELBO, by the names in this code',
    formula: null,
    notice: null,
    answers: [
      { question: 'What is it?', answer: [summary] },
      { question: 'How does it stand to an ELBO?', answer: [words[kind].relation] },
    ],
    sources: null,
    certainty: 'likely',
  };
}
