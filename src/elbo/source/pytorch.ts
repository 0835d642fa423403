// Formulas in PyTorch.

import { atom, bound, infix, type Code } from './code.ts';
import { comparison, composed } from './composed.ts';
import type { Framework } from './framework.ts';
import { along, indexed, pythonNumbers, mathImport, named, xCothX } from './python.ts';

const reductions = { sum: 'torch.sum', mean: 'torch.mean', logSumExp: 'torch.logsumexp' } as const;

/** A comparison as ones and zeros. */
const asNumbers = (condition: Code): Code => atom([bound(condition, 'atom'), '.to(x.dtype)']);

export const pytorch: Framework = {
  id: 'pytorch',
  name: 'PyTorch',
  language: 'python',
  imports: [
    mathImport,
    { word: 'torch.', line: 'import torch' },
    { word: 'F.', line: 'import torch.nn.functional as F' },
  ],
  helpers: [xCothX('torch')],
  operators: infix,
  functions: {
    exp: named('torch.exp'),
    log: named('torch.log'),
    log1p: named('torch.log1p'),
    sqrt: named('torch.sqrt'),
    abs: named('torch.abs'),
    sin: named('torch.sin'),
    cos: named('torch.cos'),
    tanh: named('torch.tanh'),
    sigmoid: named('torch.sigmoid'),
    softplus: named('F.softplus'),
    xLogY: named('torch.xlogy'),
    logGamma: named('torch.lgamma'),
    digamma: named('torch.digamma'),
    xCothX: named('x_coth_x'),
    max: named('torch.maximum'),
    greater: (left, right) => asNumbers(comparison(left, '>', right)),
    equal: (left, right) => asNumbers(comparison(left, '==', right)),
    ...composed(infix, {
      log: named('torch.log'),
      expm1: named('torch.expm1'),
      xlog1py: named('torch.special.xlog1py'),
      i0e: named('torch.special.i0e'),
      i1e: named('torch.special.i1e'),
    }),
  },
  numbers: pythonNumbers,
  reduce: (reduction, body, fromEnd) => along(reductions[reduction], 'dim', body, fromEnd),
  logSoftmax: (body, fromEnd) => along('F.log_softmax', 'dim', body, fromEnd),
  statements: {
    flatten: (name) => `${name}.flatten(1)`,
    scalar: (value) => `torch.tensor(${value})`,
    batchSize: (name) => `${name}.shape[0]`,
  },
  insertAxes: indexed,
};
