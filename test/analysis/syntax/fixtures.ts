// Three pieces of loss code, to be cut short at every offset.

export const torchLoss = `import torch
from torch import nn
import torch.nn.functional as F

class VAE(nn.Module):
    """A model."""

    def __init__(self, d=20, beta: float = 1.):
        super().__init__()
        self.fc = nn.Linear(28 * 28, d)  # elbo: D=784
        self.beta = beta

    @property
    def scale(self): return 1.e-8

    def forward(self, x):
        mu, logvar = self.fc(x).chunk(2, dim=-1)
        z = mu + torch.randn_like(mu) * (0.5 * logvar).exp()
        return self.decode(z), mu, logvar

def loss_function(recon, x, mu, logvar, *, beta=4):
    bce = F.binary_cross_entropy(recon, x.view(-1, 784), reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu**2 - logvar.exp(), dim=[1, 2])
    if (n := x.size(0)) > 1:
        kld /= n
    terms = [t.mean() for t in (bce, kld) if t is not None]
    match beta:
        case 0: return bce
        case _: pass
    return {"loss": bce + beta * kld, **{f"term{i}": t for i, t in enumerate(terms)}}
`;

export const kerasLoss = `from keras import backend as K
z_mean = Dense(latent_dim)(h)
def vae_loss(y, y_hat, *args, **kwargs):
\txent = original_dim * metrics.binary_crossentropy(y, y_hat)
\tkl = - 0.5 * K.sum(1 + z_log_var - K.square(z_mean) - K.exp(z_log_var), axis=-1)
\ttry:
\t\twith tf.name_scope("a") as s, b: return K.mean(xent + kl)
\texcept (A, B) as e:
\t\traise E from e
vae.compile(optimizer='rmsprop', loss=lambda y, p: vae_loss(y, p)[..., 1:, None])
`;

export const tfjsLoss = `import * as tf from '@tensorflow/tfjs';
const { layers } = require("@tensorflow/tfjs");
/** A layer. */
class ZLayer extends layers.Layer {
  static className = 'ZLayer';
  constructor(private readonly config: Config<T>) { super(config); }
  call([zMean, zLogVar]: tf.Tensor[], kwargs = {}) {
    return tf.tidy(() => zMean.add(zLogVar.mul(0.5)!.exp().mul(tf.randomNormal([...zMean.shape]))));
  }
}
export function vaeLoss(inputs, { mean, logVar: v = 1, ...rest }) {
  const originalDim = inputs.shape?.[1] ?? 28 ** 2, \`\${x}\`;
  let loss = tf.losses.meanSquaredError(inputs, rest.out as tf.Tensor).mul(originalDim);
  for (let i = 0; i < 3; i++) loss = i % 2 ? loss : loss.add(-0.5);
  switch (rest.kind) { case "a": return loss; default: loss += /re/g; }
  return { loss, kl: v.add(1).sub(mean.square()).sub(v.exp()).sum(-1).mul(-0.5) };
}
`;
