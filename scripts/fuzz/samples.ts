// Three short pieces of loss code to be edited into anything.

import type { Language } from '../../src/analysis/syntax/ast.ts';

export const samples: readonly (readonly [string, Language])[] = [
  [
    `class V(nn.Module):
    def loss(self, x, y, mu, lv, beta=4):
        rec = F.mse_loss(y, x, reduction='none').sum(1)
        self.kl = -0.5 * torch.sum(1 + lv - mu**2 - lv.exp(), 1)
        return (rec + beta * self.kl).mean()
`,
    'python',
  ],
  [
    `def vae_loss(y, p):
    q = Normal(mu, K.exp(s)); z = q.rsample()
    kl = q.log_prob(z) - Normal(0, 1).log_prob(z)
    return K.mean(784 * metrics.bce(y, p) + [kl, sum(k for k in kl)][0])
vae.compile(loss=vae_loss)
`,
    'python',
  ],
  [
    `const loss = (x, {mean: m, lv}) => {
  let kl = lv.add(1).sub(m.square()).sub(lv.exp()).sum(-1).mul(-0.5);
  return tf.losses.meanSquaredError(x, out).mul(784).add(kl);
};
`,
    'typescript',
  ],
];
