// A derivation of the registry as a panel tells it, without code.

import type { Derivation } from './derivation.ts';
import type { Told } from './told.ts';

export const toldOf = (derivation: Derivation): Told => ({
  title: derivation.title,
  question: derivation.question,
  subject: derivation.subject,
  quantities: derivation.quantities,
  definitions: derivation.definitions,
  steps: derivation.steps.map((step) => Object.assign({}, step, { links: [], code: null })),
  conclusion: derivation.conclusion,
  sources: derivation.sources,
});
