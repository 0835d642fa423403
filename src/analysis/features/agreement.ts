// Where code and the config that names it disagree: what each says, with both numbers.

import { getFamily, type FamilyId } from '../../elbo/families/index.ts';
import type { Span } from '../syntax/ast.ts';
import type { Trainable } from './trainable.ts';
import { coefficient } from './wordsOfNumbers.ts';

/** What a config says of what code says too. Null: it leaves that open, or it changes over steps. */
export interface Configured {
  readonly family: FamilyId;
  /** Of a Gaussian with a fixed standard deviation. */
  readonly sigma: number | null;
  readonly beta: number | null;
  readonly latent: number;
}

export interface Disagreement {
  /** The key of the config. */
  readonly path: string;
  /** Where the code says it. */
  readonly span: Span;
  /** `Bernoulli`, `784`. */
  readonly inCode: string;
  readonly inConfig: string;
  readonly what: string;
}

/** In the order of a config's keys. What either leaves open is no disagreement. */
export function disagreements(trainable: Trainable, config: Configured): readonly Disagreement[] {
  const { family, beta, latent, places, span } = trainable;
  const found: Disagreement[] = [];
  if (latent !== null && latent !== config.latent)
    found.push({
      path: 'model.latent',
      span: places.kl ?? span,
      inCode: String(latent),
      inConfig: String(config.latent),
      what: 'latent dimensions d',
    });
  if (family && family.id !== config.family) {
    found.push({
      path: 'likelihood.family',
      span: places.reconstruction ?? span,
      inCode: getFamily(family.id).name,
      inConfig: getFamily(config.family).name,
      what: 'likelihood p(x|z)',
    });
    return found;
  }
  const inCode = beta?.value ?? null;
  if (inCode === null || config.beta === null) return found;
  // With a fixed sigma the squared error's weight says sigma and beta together: code says one number for both.
  const variance = config.sigma === null ? 1 : config.sigma ** 2;
  const inConfig = config.beta * variance;
  if (Math.abs(inConfig - inCode) <= 1e-3 * Math.max(Math.abs(inCode), Math.abs(inConfig)))
    return found;
  const isScaled = config.sigma !== null;
  found.push({
    path: isScaled && config.sigma !== 1 ? 'likelihood.sigma' : 'objective',
    span: places.total ?? span,
    inCode: coefficient(inCode),
    inConfig: coefficient(inConfig),
    what: isScaled ? 'weight of the KL at σ = 1, β σ²' : 'weight of the KL, β',
  });
  return found;
}
