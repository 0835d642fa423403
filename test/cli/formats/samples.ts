// Reports made by hand, for the formats: one of everything, with the characters that formats stumble over.

import type { CheckedFile, Finding, LossReport, TermReport } from '../../../src/cli/report.ts';

export const place = { startLine: 2, startColumn: 5, endLine: 2, endColumn: 9 };

export const term: TermReport = {
  term: 'reconstruction',
  family: 'gaussian_fixed',
  param: 'na',
  symbol: 'loss_function',
  ...place,
  reduction: { batch: 'mean', features: 'sum' },
  weight: 'const:2',
  sign: '-',
  scale: '1/2',
  droppedConstant: 'D/2 log(2 pi)',
  certainty: 'exact',
  summary: 'squared error',
};

export const loss: LossReport = {
  symbol: 'loss_function',
  ...place,
  startLine: 1,
  startColumn: 1,
  effectiveBeta: { formula: 'D/2*w', value: 1.536, kind: 'const', assuming: 'sigma = 1' },
  impliedScale: { param: 'sigma', formula: 'sqrt(D/2*w)', value: 1.239, assuming: 'beta = 1' },
  sizes: [{ symbol: 'D', value: 12288, line: 41, from: 'view(-1, 3*64*64)' }],
  sumOverBatch: false,
};

export const finding: Finding = {
  rule: 'ELBO301',
  name: 'recon-mean-kl-sum',
  severity: 'error',
  symbol: 'loss_function',
  ...place,
  message: 'β is 392, 100% too much: divide\nby D',
  fix: { title: 'Sum over features', safe: false },
  proof: 'at mu = 0 the code gives 0.5, KL is 0',
};

export function sample(parts: {
  readonly path?: string;
  readonly text?: string;
  readonly terms?: readonly TermReport[];
  readonly losses?: readonly LossReport[];
  readonly findings?: readonly Finding[];
}): CheckedFile {
  const { path = 'vae.py', text = 'def f():\n    mse(x)\n', ...lists } = parts;
  return { report: { path, terms: [], losses: [], findings: [], ...lists }, text };
}

export const totals = {
  files: 1,
  terms: 1,
  losses: 2,
  findings: { error: 1, warning: 0, information: 2, hint: 0 },
  problems: 1,
};
