// ELBO409: nats summed in half precision.

import { num } from '../../../elbo/expr/build.ts';
import type { Context } from '../../context.ts';
import { halfPrecision } from '../../precision.ts';
import type { Examples, Rule } from '../../rule.ts';
import type { Term } from '../../../analysis/recognition/term.ts';

export const rule: Rule = {
  id: 'ELBO409',
  name: 'half-precision-sum',
  severity: 'warning',
  what: 'The terms of a loss are summed in half precision, which ends at 65504 and is exact to whole nats only to 2048.',
  why:
    'A reconstruction of 784 pixels is hundreds of nats for one datum: neighbouring half-precision numbers are ½ apart from 512 on, 1 from ' +
    '1024, 32 from 32768, and a sum over a batch of 128 overflows. Small terms added to a large sum are lost.',
  instead:
    'Convert to single precision before the sum: `loss.float().sum(-1)`, `cast(…, "float32")`.',
  quantity: { name: 'largest half-precision number', formula: num(65_504) },
  sources: ['IEEE 754-2019, binary16'],
  needs: 'The precision a program runs in, where another file sets it.',
  *check(context) {
    const half = halfPrecision(context);
    if (!half) return;
    for (const term of context.terms())
      if (isSummed(term) && !isConverted(context, term))
        yield {
          span: term.span,
          symbol: term.symbol,
          message: `${term.kind === 'kl' ? 'The KL is' : 'The reconstruction is'} summed in half precision (${context.where(half.from)}): above 2048 nats whole nats are lost, above 65504 the sum is infinite. Convert to single precision before the sum.`,
          proof: 'in half precision 2048 + 1 = 2048, and 40000 + 40000 = ∞',
          related: [{ span: half, source: null, message: 'Half precision' }],
        };
  },
};

const isSummed = ({ kind, reduction: { batch, features } }: Term): boolean =>
  kind === 'reconstruction' && (features === 'sum' || batch === 'sum');

/** Somewhere in the function that holds it. */
function isConverted({ text, analysis }: Context, { functionSpan, span }: Term): boolean {
  const { from, to } = functionSpan.to > functionSpan.from ? functionSpan : span;
  const isTorch = analysis.program.language === 'python';
  return (isTorch ? /\.float\(\)|float32|autocast/u : /float32|toFloat/u).test(
    text.slice(from, to),
  );
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

model = VAE().half()

def reconstruction_loss(x_hat, x):
    nll = F.binary_cross_entropy_with_logits(x_hat, x, reduction='none').sum(dim=1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return nll.mean()
`,
      says: 'summed in half precision',
      twin: ["x_hat, x, reduction='none').sum", "x_hat, x, reduction='none').float().sum"],
    },
    {
      framework: 'TensorFlow',
      code: `import tensorflow as tf

tf.keras.mixed_precision.set_global_policy('mixed_float16')

def reconstruction_loss(x, logits):
    nll = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=-1)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return tf.reduce_mean(nll)
`,
      twin: ["'mixed_float16'", "'mixed_bfloat16'"],
    },
    {
      framework: 'TensorFlow.js',
      code: `import * as tf from '@tensorflow/tfjs';

tf.env().set('WEBGL_FORCE_F16_TEXTURES', true);

export function reconstructionLoss(x: tf.Tensor2D, xHat: tf.Tensor2D) {
  return xHat.sub(x).square().sum(-1).mul(0.5).mean();
  //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
}
`,
      twin: ['WEBGL_FORCE_F16_TEXTURES', 'WEBGL_PACK'],
    },
  ],
  traps: [
    {
      why: 'autocast sums in single precision',
      framework: 'PyTorch',
      code: `import torch
import torch.nn.functional as F

def step(model, x):
    with torch.autocast('cuda', dtype=torch.float16):
        x_hat = model(x)
        nll = F.binary_cross_entropy_with_logits(x_hat, x, reduction='none').sum(dim=1)
    return nll.mean()
`,
    },
  ],
};
