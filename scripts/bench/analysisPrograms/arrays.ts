// JAX, NumPyro, Pyro, NumPy, Chainer and MLX.

export const arrayPrograms: Readonly<Record<string, string>> = {
  'JAX with vmap': `
import jax
import jax.numpy as jnp
@jax.vmap
def kl_divergence(mean, logvar):
    return -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar))  #! kl logvar
@jax.vmap
def binary_cross_entropy_with_logits(logits, labels):
    logits = jax.nn.log_sigmoid(logits)
    return -jnp.sum(labels * logits + (1. - labels) * jnp.log(-jnp.expm1(logits)))  #! reconstruction
def loss_fn(params, batch, z_rng):
    recon_x, mean, logvar = model(params, batch, z_rng)
    bce_loss = binary_cross_entropy_with_logits(recon_x, batch).mean()  #! reconstruction mean,sum
    kld_loss = kl_divergence(mean, logvar).mean()  #! kl mean,sum
    loss = bce_loss + kld_loss  #! elbo_total; beta = 1
    return loss
`,
  'optax and distrax': `
import jax.numpy as jnp
import optax
import distrax
def loss(x, logits, mu, sigma):
    q = distrax.MultivariateNormalDiag(mu, sigma)
    p = distrax.MultivariateNormalDiag(jnp.zeros_like(mu), jnp.ones_like(sigma))
    kl = q.kl_divergence(p)  #! kl diag_gaussian_vs_standard sigma mean,sum
    rec = optax.sigmoid_binary_cross_entropy(logits, x).sum(axis=-1)  #! reconstruction bernoulli_logits mean,sum
    return jnp.mean(rec + 0.5 * kl)  #! elbo_total; beta = 0.5
`,
  NumPyro: `
import numpyro
import numpyro.distributions as dist
import jax.numpy as jnp
from numpyro.infer import SVI, Trace_ELBO
def model(batch, hidden_dim=400, z_dim=100):
    decode = numpyro.module("decoder", decoder(hidden_dim, 784), (z_dim,))
    with numpyro.plate("batch", batch.shape[0]):
        z = numpyro.sample("z", dist.Normal(jnp.zeros(z_dim), jnp.ones(z_dim)).to_event(1))
        img = decode(z)
        return numpyro.sample("obs", dist.Bernoulli(img).to_event(1), obs=batch)  #! reconstruction bernoulli
def guide(batch, hidden_dim=400, z_dim=100):
    encode = numpyro.module("encoder", encoder(hidden_dim, z_dim), (784,))
    z_loc, z_std = encode(batch)
    with numpyro.plate("batch", batch.shape[0]):
        return numpyro.sample("z", dist.Normal(z_loc, z_std).to_event(1))  #! kl diag_gaussian_vs_standard sigma; reparameterize
svi = SVI(model, guide, None, loss=Trace_ELBO())  #! elbo_total library
`,
  'NumPy by hand': `
import numpy as np
def elbo(x, p, mu, log_var):
    rec = np.sum(x * np.log(p + 1e-8) + (1 - x) * np.log(1 - p + 1e-8), axis=1)  #! reconstruction bernoulli mean,sum -
    kl = 0.5 * np.sum(np.exp(log_var) + np.power(mu, 2) - 1 - log_var, axis=1)  #! kl logvar mean,sum +
    return np.mean(rec - kl)  #! elbo_total -
`,
  Chainer: `
import chainer
import chainer.functions as F
class VAE(chainer.Chain):
    def __call__(self, x, C=1.0, k=1):
        mu, ln_var = self.encode(x)
        batchsize = len(mu.array)
        rec_loss = F.bernoulli_nll(x, self.decode(mu, sigmoid=False)) / batchsize  #! reconstruction bernoulli_logits mean,sum
        latent_loss = F.gaussian_kl_divergence(mu, ln_var) / batchsize  #! kl diag_gaussian_vs_standard logvar mean,sum
        loss = rec_loss + C * latent_loss  #! elbo_total
        return loss
`,
  MLX: `
import mlx.core as mx
import mlx.nn as nn
def loss_fn(model, X):
    X_recon, mu, logvar = model(X)
    recon_loss = nn.losses.mse_loss(X_recon, X, reduction="sum")  #! reconstruction gaussian_fixed sum,sum
    kl_div = -0.5 * mx.sum(1 + logvar - mu.square() - logvar.exp())  #! kl logvar sum,sum
    return recon_loss + kl_div  #! elbo_total; beta = 0.5
def sample(mu, logvar):
    sigma = mx.exp(logvar * 0.5)
    eps = mx.random.normal(sigma.shape)
    return eps * sigma + mu  #! reparameterize logvar
`,
  Pyro: `
import torch
import pyro
import pyro.distributions as dist
from pyro.infer import SVI, TraceMeanField_ELBO
class VAE(torch.nn.Module):
    def model(self, x):
        pyro.module("decoder", self.decoder)
        with pyro.plate("data", x.shape[0]):
            z_loc = x.new_zeros(torch.Size((x.shape[0], 50)))
            z_scale = x.new_ones(torch.Size((x.shape[0], 50)))
            z = pyro.sample("latent", dist.Normal(z_loc, z_scale).to_event(1))
            loc_img = self.decoder(z)
            pyro.sample("obs", dist.Normal(loc_img, 0.1).to_event(1), obs=x.reshape(-1, 784))  #! reconstruction gaussian_fixed
    def guide(self, x):
        with pyro.plate("data", x.shape[0]):
            z_loc, z_scale = self.encoder(x)
            pyro.sample("latent", dist.Normal(z_loc, z_scale).to_event(1))  #! kl diag_gaussian_vs_standard sigma
svi = SVI(vae.model, vae.guide, None, loss=TraceMeanField_ELBO())  #! elbo_total library
`,
  'Haiku with distributions of TFP': `
import jax
import jax.numpy as jnp
from tensorflow_probability.substrates import jax as tfp
tfd = tfp.distributions
def loss_fn(params, rng, x, enc, dec):
    q = enc(params, x)
    mean, log_std = q
    qz = tfd.Independent(tfd.Normal(mean, jnp.exp(log_std)), 1)
    pz = tfd.Independent(tfd.Normal(0., 1.), 1)
    z = qz.sample(seed=rng)  #! reparameterize
    px = tfd.Independent(tfd.Normal(dec(params, z), 0.5), 1)
    log_px = px.log_prob(x)  #! reconstruction gaussian_fixed
    kl = qz.kl_divergence(pz)  #! kl diag_gaussian_vs_standard
    elbo = log_px - kl  #! elbo_total
    return -jnp.mean(elbo)
`,
};
